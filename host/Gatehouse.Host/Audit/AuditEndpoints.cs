using System.ComponentModel.DataAnnotations;
using Gatehouse.Host.Api;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gatehouse.Host.Audit;

/// <summary>The audit log, for whoever answers for the site.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapApi("Audit").MapGet("/audit", ListAsync).WithSummary("Who did what, the newest first").Needs(Rights.AuditRead);

    /// <param name="audit">The log.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="of">Only what was done to this person's number, badge, kiosk, user or token.</param>
    /// <param name="after">The <c>next</c> of the page before.</param>
    /// <param name="limit">At most so many.</param>
    private static async Task<Ok<AuditPage>> ListAsync(
        AuditList audit, CancellationToken cancellationToken, [StringLength(100)] string? of = null, [Range(1, long.MaxValue)] long? after = null, [Range(1, 500)] int limit = 50)
    {
        var entries = await audit.OlderAsync(after, of, limit, cancellationToken);
        return TypedResults.Ok(new AuditPage(entries, entries.Count == limit ? entries[^1].Sequence : null));
    }
}

/// <summary>A page of the audit log.</summary>
/// <param name="Entries">Entries, the newest first.</param>
/// <param name="Next">To be given as <c>after</c> for older ones; null where there are none.</param>
internal sealed record AuditPage(IReadOnlyList<AuditView> Entries, long? Next);
