using Microsoft.AspNetCore.Mvc;

namespace Gatehouse.Host.Entries;

/// <summary>What to export.</summary>
public sealed class ExportQuery : EntryQuery
{
    /// <summary>Whether every stored record is read again and compared.</summary>
    [FromQuery(Name = "verify")]
    public bool? Verify { get; init; }
}
