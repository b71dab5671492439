namespace Gatehouse.Host.Users;

/// <summary>What users and tokens may be called.</summary>
internal static class UserName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 40;

    /// <summary>What a name may look like, for messages to people.</summary>
    public const string Rule = "1 to 40 lower-case letters, digits and, not at either end, dots, hyphens and underscores, such as li.wei";

    /// <summary>The same as a pattern.</summary>
    public const string Pattern = "^[a-z0-9]([a-z0-9._-]{0,38}[a-z0-9])?$";

    /// <summary>Whether a text may be one.</summary>
    public static bool IsValid(string text) =>
        text.Length is > 0 and <= MaxLength && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_');
}
