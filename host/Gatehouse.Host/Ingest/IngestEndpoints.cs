using Gatehouse.Contract;
using Gatehouse.Host.Composition;
using Gatehouse.Host.Doors;
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
        string kiosk, string epoch, HttpRequest request, JournalStore store, RunOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!EpochName.IsValid(epoch))
        {
            return Problem(NotAnEpoch);
        }

        var (bytes, refusal) = await BatchBody.ReadAsync(request, cancellationToken);
        if (refusal is not null)
        {
            return new UnreadRefusal(Problem(refusal), refusal.Status, time);
        }

        (var batch, refusal) = new BatchReader(KioskId.Parse(kiosk), epoch, options.Production).Read(bytes);
        if (batch is null)
        {
            return Problem(refusal!);
        }

        (var answer, refusal) = await store.StoreAsync(batch, cancellationToken);
        return answer is null ? Problem(refusal!) : TypedResults.Ok(answer);
    }

    private static Refusal NotAnEpoch => Refusal.Malformed($"An epoch is named by {EpochName.Rule}.");

    private static ProblemHttpResult Problem(Refusal refusal) => TypedResults.Problem(refusal.Detail, statusCode: refusal.Status);
}
