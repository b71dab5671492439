namespace Gatehouse.Kiosk.Journal;

/// <summary>The journal cannot be opened, or did not make a record durable. The message says why and what to do.</summary>
public sealed class JournalException(string message, Exception? inner = null) : Exception(message, inner);
