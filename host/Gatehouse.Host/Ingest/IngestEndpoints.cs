using Gatehouse.Contract;
using Gatehouse.Host.Composition;
using Gatehouse.Host.Doors;
using Gatehouse.Host.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gatehouse.Host.Ingest;

/// <summary>The kiosk port's routes.</summary>
internal static class IngestEndpoints
{
    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Routes.Records)
            .WithMetadata(Door.Kiosks)
            .RequireAuthorization(KioskPolicy.Name);
        group.MapGet("", HeldAsync);
        // BatchBody keeps the limit, and answers with a reason where the server would break the connection.
        group.MapPost("", StoreAsync).WithMetadata(new DisableRequestSizeLimitAttribute());
        routes.MapGet(Routes.Record, RecordAsync).WithMetadata(Door.Kiosks).RequireAuthorization(KioskPolicy.Name);
        routes.Map(Routes.Records, (HttpContext context) => NotServed.Method(context, "GET, POST"))
            .WithMetadata(Door.Kiosks)
            .RequireAuthorization(KioskPolicy.Name);
    }

    private static async Task<Results<Ok<IngestAnswer>, ProblemHttpResult>> HeldAsync(
        string kiosk, string epoch, JournalStore store, CancellationToken cancellationToken) =>
        EpochName.IsValid(epoch)
            ? TypedResults.Ok(await store.HeldAsync(KioskId.Parse(kiosk), epoch, cancellationToken))
            : Problem(NotAnEpoch);

    private static async Task<Results<Ok<HeldRecord>, ProblemHttpResult>> RecordAsync(
        string kiosk, string epoch, long number, JournalStore store, CancellationToken cancellationToken) =>
        EpochName.IsValid(epoch)
            ? TypedResults.Ok(await store.HeldAsync(KioskId.Parse(kiosk), epoch, number, cancellationToken))
            : Problem(NotAnEpoch);

    private static async Task<IResult> StoreAsync(
        string kiosk, string epoch, HttpRequest request, JournalStore store, HostMetrics metrics, RunOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var (answer, refusal, unread) = await TakeAsync(kiosk, epoch, request, store, options, cancellationToken);
        metrics.Ingested(time.GetElapsedTime(began));
        if (answer is not null)
        {
            return TypedResults.Ok(answer);
        }

        metrics.Refused(refusal!.Status);
        return unread ? new UnreadRefusal(Problem(refusal), refusal.Status, time) : Problem(refusal);
    }

    private static async Task<(IngestAnswer? Answer, Refusal? Refusal, bool Unread)> TakeAsync(
        string kiosk, string epoch, HttpRequest request, JournalStore store, RunOptions options, CancellationToken cancellationToken)
    {
        if (!EpochName.IsValid(epoch))
        {
            return (null, NotAnEpoch, false);
        }

        var (bytes, refusal) = await BatchBody.ReadAsync(request, cancellationToken);
        if (refusal is not null)
        {
            return (null, refusal, true);
        }

        (var batch, refusal) = new BatchReader(KioskId.Parse(kiosk), epoch, options.Production).Read(bytes);
        if (batch is null)
        {
            return (null, refusal, false);
        }

        (var answer, refusal) = await store.StoreAsync(batch, cancellationToken);
        return (answer, refusal, false);
    }

    private static Refusal NotAnEpoch => Refusal.Malformed($"An epoch is named by {EpochName.Rule}.");

    private static ProblemHttpResult Problem(Refusal refusal) => TypedResults.Problem(refusal.Detail, statusCode: refusal.Status);
}
