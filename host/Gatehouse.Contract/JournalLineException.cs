namespace Gatehouse.Contract;

/// <summary>A journal line that is torn, changed or not of the format. The message says what is wrong, without quoting values.</summary>
public sealed class JournalLineException(string message) : FormatException(message);
