namespace Gatehouse.Hardware.Input;

/// <summary>How a reader that types ends a number.</summary>
public sealed record KeystrokeOptions
{
    /// <summary>
    /// From how many characters on silence ends a number as Enter does; null when only Enter does. The whole length of
    /// the site's numbers: with less a delay in the middle of a number would make a shorter one of it.
    /// </summary>
    public int? EndsBySilence { get; init; }

    /// <summary>
    /// How long no key stirs after a number. What was typed without an end until then is discarded, lest it become the
    /// beginning of the next number. Readers leave 1 to 50 ms between two keys; people leave more.
    /// </summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMilliseconds(200);
}
