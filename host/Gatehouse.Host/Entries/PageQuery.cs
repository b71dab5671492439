using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace Gatehouse.Host.Entries;

/// <summary>Which page of them.</summary>
public sealed class PageQuery : EntryQuery
{
    /// <summary>The <c>next</c> of the page before.</summary>
    [StringLength(100)]
    [FromQuery(Name = "after")]
    public string? After { get; init; }

    /// <summary>At most so many.</summary>
    [Range(1, EntryList.MaxPage)]
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }
}
