using System.ComponentModel.DataAnnotations;
using Gatehouse.Host.Api;
using Gatehouse.Host.Storage;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Entries;

/// <summary>Who passed which gate, and how much of it is here.</summary>
internal static class EntriesEndpoints
{
    private const int UsualPage = 50;

    public static void MapEntries(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Entries");
        api.MapGet("/entries", EntriesAsync).WithSummary("Entries, the newest first").Needs(Rights.EntriesRead);
        api.MapGet("/entries/{kiosk}/{epoch}/{sequence}/values", ValuesAsync).WithSummary("What was measured; each look is entered in the audit log").Needs(Rights.HealthRead);
        api.MapGet("/entries/count", CountAsync).WithSummary("About how many entries there are").Needs(Rights.EntriesRead);
        api.MapGet("/summary", SummaryAsync).WithSummary("How much is held of each kiosk, and whether it hangs together").Needs(Rights.GatesRead);
    }

    private static async Task<Ok<ValuesView>> ValuesAsync(
        [StringLength(Contract.KioskId.MaxLength)] string kiosk, [StringLength(Contract.EpochName.MaxLength)] string epoch, long sequence, HttpContext http, MeasuredValues values, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await values.LookAsync(http.User.Actor(), kiosk, epoch, sequence, cancellationToken));
    }

    /// <param name="holdings">What is held.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="verify">Whether every stored record is read again and its hash and link checked.</param>
    private static async Task<Ok<Summary>> SummaryAsync(Holdings holdings, CancellationToken cancellationToken, bool verify = false) =>
        TypedResults.Ok(await holdings.SummaryAsync(verify, cancellationToken));

    private static async Task<Ok<EntriesPage>> EntriesAsync([AsParameters] PageQuery query, EntryList entries, IDbContextFactory<GatehouseContext> contexts, TimeProvider time, CancellationToken cancellationToken)
    {
        EntryCursor? place = EntryCursor.TryParse(query.After, out var cursor) ? cursor : null;
        if (query.After is not null && place is null)
        {
            throw new BadHttpRequestException("'after' is the 'next' of a page before.");
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var filter = await query.ReadAsync(context, time, cancellationToken);
        var page = await entries.OlderAsync(filter, place, query.Limit ?? UsualPage, cancellationToken);
        return TypedResults.Ok(new EntriesPage(page.Entries, page.HasOlder ? page.Entries[^1].Cursor : null));
    }

    private static async Task<Ok<EntryCount>> CountAsync(
        [AsParameters] CountQuery query, EntryList entries, IDbContextFactory<GatehouseContext> contexts, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return TypedResults.Ok(await entries.AboutAsync(await query.ReadAsync(context, time, cancellationToken), cancellationToken));
    }
}

/// <summary>A page of entries.</summary>
/// <param name="Entries">Entries, the newest first.</param>
/// <param name="Next">To be given as <c>after</c> for older ones; null where there are none.</param>
internal sealed record EntriesPage(IReadOnlyList<Entry> Entries, string? Next);
