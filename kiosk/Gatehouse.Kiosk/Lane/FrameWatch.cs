using System.Globalization;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// Looks once a minute at what readers discarded and at what the kernel could not tell. One spoilt frame is somebody's
/// hasty hand; several within a minute are a cable, and records say so until a minute passes without any.
/// </summary>
/// <param name="devices">The lane's.</param>
/// <param name="health">Is told.</param>
/// <param name="time">The lane's time.</param>
internal sealed class FrameWatch(LaneDevices devices, DeviceHealth health, TimeProvider time)
{
    private const int TooMany = 3;
    private const string Gpio = "gpio";

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var discarded = devices.Readers.Select(reader => reader.Reader.Discarded).ToArray();
        var lost = devices.LostEdges();
        while (true)
        {
            await Task.Delay(Period, time, cancellationToken);
            for (var i = 0; i < discarded.Length; i++)
            {
                var now = devices.Readers[i].Reader.Discarded;
                Judge(ReaderHealth.Device(devices.Readers[i].Direction), discarded[i], now);
                discarded[i] = now;
            }

            var lostNow = devices.LostEdges();
            Judge(lostNow - lost);
            lost = lostNow;
        }
    }

    private void Judge(string reader, IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> now)
    {
        var reasons = now.Select(d => (Word: d.Key, Count: d.Value - before.GetValueOrDefault(d.Key))).Where(d => d.Count > 0).ToList();
        var count = reasons.Sum(d => d.Count);
        if (count == 0)
        {
            health.Works(reader + "Frames");
        }
        else if (count >= TooMany)
        {
            var told = string.Join(", ", reasons.Select(d => Say($"{d.Word} {d.Count}")));
            health.Failed(
                reader + "Frames",
                "discarded",
                Say($"Within a minute {count} frames of the reader were not sound and were discarded ({told}): check its cable, its ground and the formats it may send, and see what comes over its wires with 'gatehouse-kiosk watch'."));
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
            health.Failed(
                Gpio,
                "edgesLost",
                Say($"Within a minute {lost} changes of the contacts' lines were lost; the contacts are looked at all the same. One of them chatters without end, or its cable picks up noise: check the contacts and their cables."));
        }
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
