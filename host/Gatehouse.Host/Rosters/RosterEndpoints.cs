using Gatehouse.Contract;
using Gatehouse.Host.Doors;
using Gatehouse.Host.Ingest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gatehouse.Host.Rosters;

/// <summary>The kiosk port's route by which kiosks get the roster.</summary>
internal static class RosterEndpoints
{
    private const int LongestRevision = 100;

    public static void MapRosters(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Routes.Roster, RosterAsync).WithMetadata(Door.Kiosks).RequireAuthorization(KioskPolicy.Name);
        routes.Map(Routes.Roster, (HttpContext context) => NotServed.Method(context, "GET")).WithMetadata(Door.Kiosks).RequireAuthorization(KioskPolicy.Name);
    }

    private static async Task<Results<JsonHttpResult<RosterUpdate>, NoContent, ProblemHttpResult>> RosterAsync(
        string kiosk, string? since, string? digest, RosterSource source, CancellationToken cancellationToken)
    {
        if (since is not null && (since.Length > LongestRevision || since.Any(char.IsControl)))
        {
            return TypedResults.Problem("'since' is no revision of a roster.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (digest is not null && !RosterDigest.IsDigest(digest))
        {
            return TypedResults.Problem("'digest' is no digest of a roster.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await source.ReadAsync(KioskId.Parse(kiosk), since, digest, cancellationToken) is { } update
            // By the contract's own form, which names days.
            ? TypedResults.Json(update, ContractJson.Default.RosterUpdate)
            : TypedResults.NoContent();
    }
}
