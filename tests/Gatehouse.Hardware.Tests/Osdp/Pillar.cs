using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Osdp;
using Gatehouse.Hardware.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Osdp;

/// <summary>A simulated OSDP reader on a line of 9600 bits a second, and the driver at its other end.</summary>
internal sealed class Pillar : IDisposable
{
    public const byte Address = 5;

    public static readonly OsdpKey Key = OsdpKey.Parse(Captured.Key);
    public static readonly BadgeNumber Badge = WiegandFormat.H10301.Badge(123, 4567);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time;
    private readonly CancellationTokenSource _stop = new();

    public Pillar(FakeTimeProvider time, OsdpKey? readersKey, OsdpOptions options)
    {
        _time = time;
        Line = new SimulatedSerialLine(time, 9600);
        Device = new SimulatedOsdpReader(Line, Address, readersKey, time, seed: 1);
        Reader = new OsdpBadgeReader(Line, options with { Address = Address }, time);
    }

    public SimulatedSerialLine Line { get; }

    public SimulatedOsdpReader Device { get; }

    public OsdpBadgeReader Reader { get; }

    public List<ReaderEvent> Events { get; } = [];

    public IEnumerable<BadgeRead> Read => Events.OfType<BadgeRead>();

    public IEnumerable<ReaderFault> Failed => Events.OfType<ReaderFailed>().Select(failed => failed.Fault);

    public IEnumerable<ReaderFault> Recovered => Events.OfType<ReaderRecovered>().Select(recovered => recovered.Fault);

    /// <summary>A reader and a driver that share a key.</summary>
    public static void Secure(Func<Pillar, Task> scene) => With(Key, new OsdpOptions { Key = Key }, scene);

    /// <summary>A new reader, and a driver without a key.</summary>
    public static void Clear(Func<Pillar, Task> scene) => With(null, new OsdpOptions(), scene);

    public static void With(OsdpKey? readersKey, OsdpOptions options, Func<Pillar, Task> scene) => Stage.Play(async time =>
    {
        using var pillar = new Pillar(time, readersKey, options);
        var reading = pillar.ReadAsync();
        await scene(pillar);
        await pillar._stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    });

    public Task WaitAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), _time);

    /// <summary>Waits until something is so, and fails when it is not within its time.</summary>
    public async Task WithinAsync(double seconds, Func<bool> isSo)
    {
        var began = _time.GetTimestamp();
        while (!isSo())
        {
            Assert.True(_time.GetElapsedTime(began).TotalSeconds < seconds, $"It is not so after {seconds} s. What was told: {string.Join("; ", Events)}");
            await Task.Delay(Tick, _time);
        }
    }

    /// <summary>Waits until it is polled.</summary>
    public Task ServesAsync()
    {
        var polls = Device.Polls;
        return WithinAsync(2, () => Device.Polls > polls + 1);
    }

    /// <summary>Holds a badge before the reader and waits until it was polled for it.</summary>
    public async Task PresentAsync(BadgeNumber badge)
    {
        Device.Present(badge);
        await WaitAsync(0.3);
    }

    public long Timestamp() => _time.GetTimestamp();

    public TimeSpan Since(long timestamp) => _time.GetElapsedTime(timestamp);

    public void Dispose()
    {
        Device.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        await foreach (var happened in Reader.ReadAsync(_stop.Token))
        {
            Events.Add(happened);
        }
    }
}
