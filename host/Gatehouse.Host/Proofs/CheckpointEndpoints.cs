using Gatehouse.Contract;
using Gatehouse.Host.Doors;
using Gatehouse.Host.Ingest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gatehouse.Host.Proofs;

/// <summary>The kiosk port's route for checkpoints.</summary>
internal static class CheckpointEndpoints
{
    public static void MapCheckpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Routes.Checkpoints, StoreAsync).WithMetadata(Door.Kiosks).RequireAuthorization(KioskPolicy.Name);
        routes.Map(Routes.Checkpoints, (HttpContext context) => NotServed.Method(context, "POST"))
            .WithMetadata(Door.Kiosks)
            .RequireAuthorization(KioskPolicy.Name);
    }

    private static async Task<Results<Ok<CheckpointAnswer>, ProblemHttpResult>> StoreAsync(
        string kiosk, HttpContext http, CheckpointStore store, CancellationToken cancellationToken)
    {
        if (await ReadAsync(http.Request.Body, cancellationToken) is not { } line)
        {
            return Problem(Refusal.TooLarge($"A checkpoint has at most {SignedLine.MaxLength} bytes."));
        }

        var (answer, refusal) = await store.StoreAsync(KioskId.Parse(kiosk), line, http.Connection.ClientCertificate, cancellationToken);
        return answer is null ? Problem(refusal!) : TypedResults.Ok(answer);
    }

    /// <summary>One line without its line feed; null when it is longer than a line may be.</summary>
    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var bytes = new byte[SignedLine.MaxLength + 2];
        var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return read == bytes.Length ? null : bytes.AsSpan(0, read).TrimEnd((byte)'\n').ToArray();
    }

    private static ProblemHttpResult Problem(Refusal refusal) => TypedResults.Problem(refusal.Detail, statusCode: refusal.Status);
}
