using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Gatehouse.Contract;
using Gatehouse.Host.Doors;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Ingest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gatehouse.Host.Rosters;

/// <summary>The kiosk port's routes by which kiosks get the roster.</summary>
internal static class RosterEndpoints
{
    private const int LongestRevision = 100;

    public static void MapRosters(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Routes.Roster, RosterAsync).WithMetadata(Door.Kiosks).RequireAuthorization(KioskPolicy.Name);
        routes.MapGet(Routes.News, News).WithMetadata(Door.Kiosks).RequireAuthorization(KioskPolicy.Name);
        foreach (var route in (string[])[Routes.Roster, Routes.News])
        {
            routes.Map(route, (HttpContext context) => NotServed.Method(context, "GET")).WithMetadata(Door.Kiosks).RequireAuthorization(KioskPolicy.Name);
        }
    }

    private static async Task<Results<Ok<RosterUpdate>, NoContent, ProblemHttpResult>> RosterAsync(
        string kiosk, string? since, RosterSource source, CancellationToken cancellationToken)
    {
        if (since?.Length > LongestRevision)
        {
            return TypedResults.Problem("'since' is no revision of a roster.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await source.ReadAsync(KioskId.Parse(kiosk), since, cancellationToken) is { } update ? TypedResults.Ok(update) : TypedResults.NoContent();
    }

    private static ServerSentEventsResult<HostNews> News(
        HttpContext http, RosterWatch watch, KioskRegister register, TimeProvider time, IHostApplicationLifetime lifetime) =>
        TypedResults.ServerSentEvents(NewsAsync(http, watch, register, time, lifetime.ApplicationStopping));

    /// <summary>Ends where the host stops, and soon after the kiosk was revoked.</summary>
    private static async IAsyncEnumerable<SseItem<HostNews>> NewsAsync(
        HttpContext http, RosterWatch watch, KioskRegister register, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, http.RequestAborted, stopping);
        var certificate = ServerCertificate.Thumbprint(http.Connection.ClientCertificate!);
        while (await register.IsGoodAsync(certificate, either.Token))
        {
            var (news, changed) = watch.Now;
            yield return new SseItem<HostNews>(news);
            await Task.WhenAny(changed, Task.Delay(Routes.NewsEvery, time, either.Token));
            if (either.IsCancellationRequested)
            {
                yield break;
            }
        }
    }
}
