namespace Gatehouse.Host.Entries;

/// <summary>A page of entries, newest first.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="HasNewer">Whether the list goes on before the first.</param>
/// <param name="HasOlder">Whether the list goes on after the last.</param>
internal sealed record EntryPage(IReadOnlyList<Entry> Entries, bool HasNewer, bool HasOlder);
