using System.Globalization;

namespace Gatehouse.Host.Entries;

/// <summary>A place in the list of entries: time, then epoch and number of the record that came first among entries of the same time.</summary>
internal readonly record struct EntryCursor(DateTimeOffset When, long Epoch, long Sequence)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{When.UtcTicks}-{Epoch}-{Sequence}");

    public static bool TryParse(string? text, out EntryCursor cursor)
    {
        cursor = default;
        var parts = text?.Split('-') ?? [];
        if (parts.Length != 3
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            || ticks > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        cursor = new EntryCursor(new DateTimeOffset(ticks, TimeSpan.Zero), epoch, sequence);
        return true;
    }
}
