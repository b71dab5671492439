using System.Globalization;

namespace Gatehouse.Host.Entries;

/// <summary>A place in the list of entries: time, then the order of arrival among entries of the same time.</summary>
internal readonly record struct EntryCursor(DateTimeOffset When, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{When.UtcTicks}-{Id}");

    public static bool TryParse(string? text, out EntryCursor cursor)
    {
        cursor = default;
        var parts = text?.Split('-') ?? [];
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || ticks > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        cursor = new EntryCursor(new DateTimeOffset(ticks, TimeSpan.Zero), id);
        return true;
    }
}
