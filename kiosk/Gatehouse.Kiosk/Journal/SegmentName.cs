using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gatehouse.Kiosk.Journal;

/// <summary>A segment's file name: epoch and first number, <c>0001-9f3c2a71.000000000001.log</c>, so that names sort as records do.</summary>
public readonly record struct SegmentName(string Epoch, long First) : IComparable<SegmentName>
{
    private const string Extension = ".log";
    private const string AsideExtension = ".new";

    /// <summary>The name under which it is written anew, to be put in its place.</summary>
    public string Aside => this + AsideExtension;

    /// <summary>Whether a file's name is that of a segment being written anew.</summary>
    public static bool IsAside(string name) => name.EndsWith(Extension + AsideExtension, StringComparison.Ordinal);

    /// <summary>Reads a file's name; false when it is not a segment's.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out SegmentName segment)
    {
        segment = default;
        var parts = name.Split('.');
        if (parts.Length != 3 || "." + parts[2] != Extension || parts[0].Length == 0
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var first) || first < 1)
        {
            return false;
        }

        segment = new SegmentName(parts[0], first);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(SegmentName other)
    {
        var byEpoch = string.CompareOrdinal(Epoch, other.Epoch);
        return byEpoch != 0 ? byEpoch : First.CompareTo(other.First);
    }

    /// <summary>Orders by epoch, then by first number.</summary>
    public static bool operator <(SegmentName left, SegmentName right) => left.CompareTo(right) < 0;

    /// <summary>Orders by epoch, then by first number.</summary>
    public static bool operator >(SegmentName left, SegmentName right) => left.CompareTo(right) > 0;

    /// <summary>Orders by epoch, then by first number.</summary>
    public static bool operator <=(SegmentName left, SegmentName right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by epoch, then by first number.</summary>
    public static bool operator >=(SegmentName left, SegmentName right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}.{First:D12}{Extension}");
}
