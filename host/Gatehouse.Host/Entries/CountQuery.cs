namespace Gatehouse.Host.Entries;

/// <summary>Which entries to count.</summary>
public sealed class CountQuery : EntryQuery;
