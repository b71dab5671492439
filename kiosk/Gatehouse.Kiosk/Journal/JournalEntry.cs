using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>A record that is durable.</summary>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Sequence">Its number.</param>
/// <param name="Hash">Its hash.</param>
public readonly record struct JournalEntry(string Epoch, long Sequence, RecordHash Hash);
