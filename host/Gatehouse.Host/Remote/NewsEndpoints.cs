using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Gatehouse.Contract;
using Gatehouse.Host.Doors;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gatehouse.Host.Remote;

/// <summary>The kiosk port's line by which kiosks are told what is new.</summary>
internal static class NewsEndpoints
{
    public static void MapNews(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Routes.News, News).WithMetadata(Door.Kiosks).RequireAuthorization(KioskPolicy.Name);
        routes.Map(Routes.News, (HttpContext context) => NotServed.Method(context, "GET")).WithMetadata(Door.Kiosks).RequireAuthorization(KioskPolicy.Name);
    }

    private static ServerSentEventsResult<HostNews> News(
        string kiosk, HttpContext http, NewsWatch watch, KioskRegister register, TimeProvider time, IHostApplicationLifetime lifetime) =>
        TypedResults.ServerSentEvents(NewsAsync(kiosk, http, watch, register, time, lifetime.ApplicationStopping));

    /// <summary>Ends where the host stops, and soon after the kiosk was revoked.</summary>
    private static async IAsyncEnumerable<SseItem<HostNews>> NewsAsync(
        string kiosk, HttpContext http, NewsWatch watch, KioskRegister register, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted = default)
    {
        using var line = http.RequestServices.GetRequiredService<HostMetrics>().Connected();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, http.RequestAborted, stopping);
        var certificate = ServerCertificate.Thumbprint(http.Connection.ClientCertificate!);
        var presence = http.RequestServices.GetRequiredService<KioskPresence>();
        var told = 0L;
        while (await register.IsGoodAsync(certificate, either.Token))
        {
            // A line that is dead breaks within the time after which a kiosk counts as silent.
            presence.Heard(kiosk);
            var (news, upTo, changed) = watch.For(kiosk, told);
            told = upTo;
            yield return new SseItem<HostNews>(news);
            await Task.WhenAny(changed, Task.Delay(Routes.NewsEvery, time, either.Token));
            if (either.IsCancellationRequested)
            {
                yield break;
            }
        }
    }
}
