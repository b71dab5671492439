using System.Globalization;
using Gatehouse.Contract;
using Gatehouse.Host.Alarms;

namespace Gatehouse.Host.Entries;

/// <summary>Says of each kiosk whether its sequence is held without a hole, or which numbers are missing.</summary>
internal static class Completeness
{
    public static IEnumerable<(string Kiosk, string Text)> Of(IEnumerable<KioskSummary> kiosks) =>
        kiosks.SelectMany(k => k.Epochs.Count == 0
            ? [(k.Kiosk, "nothing received yet")]
            : k.Epochs.Select(e => (k.Kiosk, Text(e) + Open(e, k))));

    /// <summary>What the end of the others shows is not known of these: one of them may be the present epoch.</summary>
    private static string Open(EpochSummary epoch, KioskSummary kiosk) =>
        epoch.EndNamedBy is null && kiosk.Epochs.Count(e => e.EndNamedBy is null) > 1 ? "; no later epoch names its end" : "";

    private static string Text(EpochSummary epoch)
    {
        var missing = Ranges(epoch.Missing);
        // A summary names a thousand gaps at most.
        var unnamed = epoch.Highest - epoch.Records - epoch.LostRecords - epoch.Missing.Sum(m => m.To - m.From + 1);
        missing += unnamed > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {unnamed} more records") : "";
        var sequence = missing.Length == 0 && epoch.Lost.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $"sequence known from 1 to {epoch.Highest}")
            : missing.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"sequence complete from 1 to {epoch.Highest}")
            : string.Create(CultureInfo.InvariantCulture, $"sequence has gaps up to {epoch.Highest}: missing {missing}");
        var chain = epoch.Chain switch
        {
            ChainState.Contradicted => "; another history of it was offered",
            ChainState.Broken => "; what is stored is not what was received",
            _ => "",
        };
        var end = epoch.EndDamaged
            ? string.Create(CultureInfo.InvariantCulture, $"; it was damaged at the gate: whether there were records after {epoch.Highest} is not known")
            : "";
        var lost = epoch.Lost.Count > 0 ? $"; LOST at the gate, by its own record: {Ranges(epoch.Lost)}" : "";
        var parted = epoch.Parted is { } range ? $"; an older copy of it was put back there, whose records {Ranges([range])} contradict these and stay at the gate" : "";
        var two = epoch.Alarms.Contains(AlarmKind.TwoKiosks) ? "; two kiosks write under this name" : "";
        return $"epoch {epoch.Epoch}: {sequence}{lost}{chain}{parted}{two}{end}";
    }

    private static string Ranges(IEnumerable<SequenceRange> ranges) => string.Join(' ', ranges.Select(m => m.From == m.To
        ? m.From.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{m.From}..{m.To}")));
}
