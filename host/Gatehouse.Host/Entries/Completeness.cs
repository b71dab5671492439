using System.Globalization;

namespace Gatehouse.Host.Entries;

/// <summary>Says of each kiosk whether its sequence is held without a hole, or which numbers are missing.</summary>
internal static class Completeness
{
    public static IEnumerable<(string Kiosk, string Text)> Of(IEnumerable<KioskSummary> kiosks) =>
        kiosks.SelectMany(k => k.Epochs.Count == 0
            ? [(k.Kiosk, "nothing received yet")]
            : k.Epochs.Select(e => (k.Kiosk, Text(e))));

    private static string Text(EpochSummary epoch)
    {
        var missing = string.Join(' ', epoch.Missing.Select(m => m.From == m.To
            ? m.From.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{m.From}..{m.To}")));
        var sequence = missing.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"sequence complete from 1 to {epoch.Highest}")
            : string.Create(CultureInfo.InvariantCulture, $"sequence has gaps up to {epoch.Highest}: missing {missing}");
        var chain = epoch.Chain == ChainState.Contradicted ? "; another history was offered and refused" : "";
        return $"epoch {epoch.Epoch}: {sequence}{chain}";
    }
}
