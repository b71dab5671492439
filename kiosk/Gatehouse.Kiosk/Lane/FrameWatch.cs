using static Gatehouse.Kiosk.Maintenance.Wording;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// Watches over the last minute what the lines to the readers spoilt and what the kernel could not tell. One spoilt frame
/// is somebody's hasty hand; several within a minute are a cable, and records say so until a minute passes without any.
/// What a card or a typing hand got wrong is not counted: the readers say which reasons are their line's.
/// </summary>
/// <param name="devices">The lane's.</param>
/// <param name="health">Is told.</param>
/// <param name="time">The lane's time.</param>
internal sealed class FrameWatch(LaneDevices devices, DeviceHealth health, TimeProvider time)
{
    private const string Gpio = "gpio";
    private const int LooksAMinute = 12;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1) / LooksAMinute;

    private readonly Queue<Look> _minute = [];

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _minute.Enqueue(LookNow());
        while (true)
        {
            await Task.Delay(BetweenLooks, time, cancellationToken);
            var (before, now) = (_minute.Peek(), LookNow());
            for (var i = 0; i < devices.Readers.Count; i++)
            {
                Judge(devices.Readers[i], before.Discarded[i], now.Discarded[i]);
            }

            Judge(now.LostEdges - before.LostEdges);
            _minute.Enqueue(now);
            if (_minute.Count > LooksAMinute)
            {
                _minute.Dequeue();
            }
        }
    }

    private Look LookNow() => new([.. devices.Readers.Select(reader => reader.Reader.Discarded)], devices.LostEdges());

    private void Judge(LaneReader reader, IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> now)
    {
        var device = ReaderHealth.Device(reader.Direction) + "Frames";
        var spoilt = reader.Reader.LineReasons.Select(word => (Word: word, Count: now[word] - before[word])).Where(d => d.Count > 0).ToList();
        var count = spoilt.Sum(d => d.Count);
        if (count == 0)
        {
            health.Works(device);
        }
        else if (count > reader.Reader.MostSpoilt)
        {
            var told = string.Join("; ", spoilt.Select(d => Say($"{d.Count} for {d.Word}: {DiscardAdvice.Of(d.Word)}")));
            health.Fares(
                device,
                "discarded",
                Say($"Within a minute the line to the reader spoilt {count} frames, which were discarded. {told}. What comes over its wires is seen with 'gatehouse-kiosk watch'."));
        }
    }

    private void Judge(long lost)
    {
        if (lost == 0)
        {
            health.Works(Gpio);
        }
        else
        {
            health.Fares(
                Gpio,
                "edgesLost",
                Say($"Within a minute {lost} changes of the contacts' lines were lost; the contacts are looked at all the same. One of them chatters without end, or its cable picks up noise: check the contacts and their cables."));
        }
    }

    /// <summary>What stood on the counters at a time.</summary>
    private readonly record struct Look(IReadOnlyList<IReadOnlyDictionary<string, long>> Discarded, long LostEdges);
}
