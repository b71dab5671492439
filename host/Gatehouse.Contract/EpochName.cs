namespace Gatehouse.Contract;

/// <summary>
/// What an epoch of a journal may be called: 1 to 40 lower-case ASCII letters, digits and hyphens, such as
/// <c>0001-9f3c2a71</c>. Epochs of one journal follow each other in the ordinal order of their names.
/// </summary>
public static class EpochName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 40;

    /// <summary>What a name may look like, for messages to people.</summary>
    public static string Rule => "1 to 40 lower-case letters, digits and hyphens";

    /// <summary>Whether a text may name an epoch.</summary>
    public static bool IsValid(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
