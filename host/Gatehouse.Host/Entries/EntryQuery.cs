using System.ComponentModel.DataAnnotations;
using Gatehouse.Host.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Gatehouse.Host.Entries;

/// <summary>Which entries.</summary>
public class EntryQuery
{
    /// <summary>A person's number, or a part of a name.</summary>
    [StringLength(100)]
    [FromQuery(Name = "person")]
    public string? Person { get; init; }

    /// <summary>A kiosk's name.</summary>
    [StringLength(Contract.KioskId.MaxLength)]
    [FromQuery(Name = "gate")]
    public string? Gate { get; init; }

    /// <summary>What the screening said: clear, remeasure, refer, notMeasurable, or none where nothing was measured.</summary>
    [StringLength(20)]
    [FromQuery(Name = "verdict")]
    public string? Verdict { get; init; }

    /// <summary>From when on; without an offset the site's time.</summary>
    [StringLength(40)]
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Before when.</summary>
    [StringLength(40)]
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary>The filter that it means.</summary>
    /// <exception cref="BadHttpRequestException">A value means nothing; the message says which.</exception>
    internal async Task<EntryFilter> ReadAsync(GatehouseContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        var (filter, problem) = EntryFilter.Read(Value, time.LocalTimeZone);
        problem ??= await filter!.UnknownGateAsync(context, cancellationToken);
        return problem is null ? filter! : throw new BadHttpRequestException(problem);
    }

    private string? Value(string key) => key switch
    {
        "person" => Person,
        "gate" => Gate,
        "verdict" => Verdict,
        "from" => From,
        "to" => To,
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "not a key of entries"),
    };
}
