namespace Gatehouse.Contract;

/// <summary>
/// How large the values are that a host counts, sorts and shows. A record beyond them is refused with its batch, so
/// a kiosk must keep within them before it writes: its journal has no holes, and what follows would wait for ever.
/// </summary>
public static class RecordLimits
{
    /// <summary>The highest number of a record; at a thousand a second an epoch would last thirty years.</summary>
    public const long MaxSequence = 1_000_000_000_000;

    /// <summary>The longest word of the protocol, such as a kind, a reason or a verdict, in characters.</summary>
    public const int MaxWord = 64;

    /// <summary>The longest number of a person, name of a person and name of a group, in characters.</summary>
    public const int MaxName = 128;

    /// <summary>The most readings of one passage.</summary>
    public const int MaxReadings = 100;

    /// <summary>The longest time in the closing of a passage: a day.</summary>
    public const double MaxMilliseconds = 86_400_000;
}
