using System.ComponentModel.DataAnnotations;
using Gatehouse.Host.Api;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Proofs;

/// <summary>The daily trees, to be kept where this host cannot reach them.</summary>
internal static class TreeEndpoints
{
    public static void MapTrees(this IEndpointRouteBuilder routes) =>
        routes.MapApi("Proofs").MapGet("/tree", OneAsync).WithSummary("The signed root of a day's tree over all kiosks, and the proof that a kiosk's records are in it").Needs(Rights.GatesRead);

    /// <param name="contexts">The data.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="day">The day, as 2026-03-01; the last one without it.</param>
    /// <param name="kiosk">The kiosk whose records are to be proven to be in it.</param>
    private static async Task<Ok<ProvenTree>> OneAsync(
        IDbContextFactory<GatehouseContext> contexts, CancellationToken cancellationToken,
        [RegularExpression(@"^\d{4}-\d{2}-\d{2}$")] string? day = null, [RegularExpression(KioskEndpoints.Name)] string? kiosk = null)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return TypedResults.Ok(await ProvenTree.FindAsync(context, day, kiosk, cancellationToken));
    }
}
