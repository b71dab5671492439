using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Simulation.Cards;
using Microsoft.Extensions.Time.Testing;
using Binding = Iot.Device.Pn532.Pn532;

namespace Gatehouse.Hardware.IotBindings.Tests;

/// <summary>One of the package's card readers on a desk, and cards to lay on it.</summary>
internal sealed class Desk : IDisposable
{
    // The serial line stands in for I²C, where frames do not take time on a wire of their own.
    private const int Fast = 10_000_000;

    private readonly FakeTimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly PacedSpi _spi;

    private Desk(CardReaderKind kind, FakeTimeProvider time)
    {
        _time = time;
        // The package waits on the processor's clock and blocks: its transfers move the clock of what is at the bus. That of
        // the stage fires no timer while it is moved from within one, so the PN532, which answers by timers, has its own.
        var bus = kind == CardReaderKind.Pn532 ? new FakeTimeProvider() : time;
        Field = new SimulatedCardField(bus);
        Line = new SimulatedSerialLine(bus, Fast);
        Pn532 = new SimulatedPn532(Line, Field, bus);
        Mfrc522 = new SimulatedMfrc522(Field, bus);
        _spi = new PacedSpi(Mfrc522, bus);
        Reader = kind == CardReaderKind.Mfrc522
            ? new IotMfrc522BadgeReader(_spi, time)
            : new IotPn532BadgeReader(() => new Binding(new Pn532I2c(Line, bus)), time);
    }

    public SimulatedCardField Field { get; }

    public SimulatedMfrc522 Mfrc522 { get; }

    public SimulatedPn532 Pn532 { get; }

    public SimulatedSerialLine Line { get; }

    public CardBadgeReader Reader { get; }

    public List<ReaderEvent> Events { get; } = [];

    public IEnumerable<string> Badges => Events.OfType<BadgeRead>().Select(e => e.Badge.ToString());

    /// <summary>The reader's troubles and their ends, badges left out.</summary>
    public IEnumerable<string> Troubles => Events.Where(e => e is not BadgeRead).Select(
        e => e is ReaderFailed failed ? $"{failed.Fault}" : $"{((ReaderRecovered)e).Fault} is over");

    /// <summary>The reasons for which something was discarded.</summary>
    public IEnumerable<string> Discarded => Reader.Discarded.Where(d => d.Value != 0).Select(d => d.Key);

    /// <summary>Plays a scene with a reader that is up, unless something is wrong with it.</summary>
    public static void With(CardReaderKind kind, Func<Desk, Task> scene, Action<Desk>? before = null) => Stage.Play(async time =>
    {
        using var desk = new Desk(kind, time);
        before?.Invoke(desk);
        var reading = desk.ReadAsync();
        await desk.WaitAsync(300);
        await desk.PlayAsync(scene, reading);
        await desk._stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.False(desk.Field.IsOn);
        Assert.Equal(0, desk.Pn532.Violations);
    });

    public Task WaitAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), _time);

    /// <summary>Lays cards down for a second, takes them away, and waits until the reader has noticed.</summary>
    public async Task PresentAsync(params SimulatedCard[] cards)
    {
        foreach (var card in cards)
        {
            Field.Put(card);
        }

        await WaitAsync(1000);
        foreach (var card in cards)
        {
            Field.Remove(card);
        }

        await WaitAsync(1500);
    }

    public string ReaderFailure() => Assert.Single(Events.OfType<ReaderFailed>()).Message;

    public void Dispose()
    {
        _spi.Dispose();
        Pn532.Dispose();
        Mfrc522.Dispose();
        _stop.Dispose();
    }

    private async Task PlayAsync(Func<Desk, Task> scene, Task reading)
    {
        var playing = scene(this);
        // Whatever ended the reader says more than what the scene misses.
        await await Task.WhenAny(playing, reading);
    }

    private async Task ReadAsync()
    {
        await foreach (var read in Reader.ReadAsync(_stop.Token))
        {
            Events.Add(read);
        }
    }
}
