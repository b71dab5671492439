namespace Gatehouse.Hardware.Badges;

/// <summary>How a Wiegand reader is wired.</summary>
public sealed record WiegandOptions
{
    /// <summary>The line on which a low pulse is a zero.</summary>
    public required int Data0 { get; init; }

    /// <summary>The line on which a low pulse is a one.</summary>
    public required int Data1 { get; init; }

    /// <summary>The formats it may send, each of another length. A frame of any other length is discarded.</summary>
    public IReadOnlyList<WiegandFormat> Formats { get; init; } = [WiegandFormat.H10301];

    /// <summary>
    /// How long both lines are quiet at the end of a frame; longer than the longest interval of 25 ms. It cannot be
    /// cut short once 26 bits are there: a frame of 34 or 37 bits begins with 26 bits as well.
    /// </summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMilliseconds(50);
}
