using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Simulation.Cards;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Cards;

/// <summary>A card reader on a desk, and cards to lay on it.</summary>
internal sealed class Desk : IDisposable
{
    private readonly FakeTimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Pn532 _pn532;
    private readonly Mfrc522 _mfrc522;

    private Desk(CardReaderKind kind, FakeTimeProvider time, byte version)
    {
        _time = time;
        Field = new SimulatedCardField(time);
        Line = new SimulatedSerialLine(time, Pn532.BaudRate, "/dev/ttyAMA0");
        Serial = new SimulatedPn532(Line, Field, time);
        Chip = new SimulatedMfrc522(Field, time, version);
        _pn532 = new Pn532(Line, time);
        _mfrc522 = new Mfrc522(Chip, time);
        Reader = kind == CardReaderKind.Mfrc522 ? new Mfrc522BadgeReader(_mfrc522, time) : new Pn532BadgeReader(_pn532, time);
    }

    public SimulatedCardField Field { get; }

    public SimulatedMfrc522 Chip { get; }

    public SimulatedSerialLine Line { get; }

    public SimulatedPn532 Serial { get; }

    public CardBadgeReader Reader { get; }

    public List<ReaderEvent> Events { get; } = [];

    public IEnumerable<string> Badges => Events.OfType<BadgeRead>().Select(e => e.Badge.ToString());

    /// <summary>The reader's troubles and their ends, badges left out.</summary>
    public IEnumerable<string> Troubles => Events.Where(e => e is not BadgeRead).Select(
        e => e is ReaderFailed failed ? $"{failed.Fault}" : $"{((ReaderRecovered)e).Fault} is over");

    /// <summary>Plays a scene with a reader that is up, unless something is wrong with it.</summary>
    public static void With(CardReaderKind kind, Func<Desk, Task> scene, Action<Desk>? before = null, byte version = 0x92) => Stage.Play(async time =>
    {
        using var desk = new Desk(kind, time, version);
        before?.Invoke(desk);
        var reading = desk.ReadAsync();
        await desk.WaitAsync(200);
        await desk.PlayAsync(scene, reading);
        await desk._stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(0, desk.Serial.Violations);
    });

    public Task WaitAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), _time);

    /// <summary>Lays a card down for half a second, takes it away, and waits until the reader has noticed.</summary>
    public async Task PresentAsync(params SimulatedCard[] cards)
    {
        foreach (var card in cards)
        {
            Field.Put(card);
        }

        await WaitAsync(500);
        foreach (var card in cards)
        {
            Field.Remove(card);
        }

        await WaitAsync(1000);
    }

    public string ReaderFailure() => Assert.Single(Events.OfType<ReaderFailed>()).Message;

    /// <summary>The reasons for which something was discarded, with their counts.</summary>
    public IEnumerable<KeyValuePair<string, long>> Discarded => Reader.Discarded.Where(d => d.Value != 0);

    public void Dispose()
    {
        _mfrc522.Dispose();
        _pn532.Dispose();
        Serial.Dispose();
        Chip.Dispose();
        _stop.Dispose();
    }

    private async Task PlayAsync(Func<Desk, Task> scene, Task reading)
    {
        var playing = scene(this);
        if (await Task.WhenAny(playing, reading) == reading)
        {
            // Whatever ended the reader says more than what the scene misses.
            await reading;
        }

        await playing;
    }

    private async Task ReadAsync()
    {
        await foreach (var read in Reader.ReadAsync(_stop.Token))
        {
            Events.Add(read);
        }
    }
}
