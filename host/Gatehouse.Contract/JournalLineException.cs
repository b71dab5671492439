namespace Gatehouse.Contract;

/// <summary>A journal line that is torn, changed or not of the format. The message says what is wrong, without quoting values.</summary>
public sealed class JournalLineException(string message) : FormatException(message)
{
    /// <summary>True when the line has the form of one, and its hash is not that of its bytes.</summary>
    public bool IsHash { get; init; }
}
