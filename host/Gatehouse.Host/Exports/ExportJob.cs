using Gatehouse.Host.Entries;

namespace Gatehouse.Host.Exports;

/// <summary>What to export.</summary>
/// <param name="Filter">Which entries.</param>
/// <param name="Verify">Whether every stored record is read again and compared.</param>
/// <param name="Now">The time that it says it was written.</param>
/// <param name="Site">The zone of its times.</param>
internal sealed record ExportJob(EntryFilter Filter, bool Verify, DateTimeOffset Now, TimeZoneInfo Site);
