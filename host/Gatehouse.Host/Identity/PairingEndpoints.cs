using Gatehouse.Contract;
using Gatehouse.Host.Doors;
using Gatehouse.Host.Ingest;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Gatehouse.Host.Identity;

/// <summary>The kiosk port's routes by which a kiosk joins, and renews its certificate.</summary>
internal static class PairingEndpoints
{
    // A token and a P-256 request take some six hundred bytes.
    private const long MaxBody = 16 * 1024;

    public static void MapPairing(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Routes.Authority, (Authority authority) => TypedResults.Ok(new HostAuthority(authority.CertificatePem))).WithMetadata(Door.Kiosks).AllowAnonymous();
        routes.MapPost(Routes.Pairing, PairAsync).WithMetadata(Door.Kiosks, new RequestSizeLimitAttribute(MaxBody)).AllowAnonymous();
        routes.MapPost(Routes.Certificate, RenewAsync)
            .WithMetadata(Door.Kiosks, new RequestSizeLimitAttribute(MaxBody), new AcceptsUntimely())
            .RequireAuthorization(KioskPolicy.Name);
        routes.Map(Routes.Authority, (HttpContext context) => NotServed.Method(context, "GET")).WithMetadata(Door.Kiosks).AllowAnonymous();
        routes.Map(Routes.Pairing, (HttpContext context) => NotServed.Method(context, "POST")).WithMetadata(Door.Kiosks).AllowAnonymous();
        routes.Map(Routes.Certificate, (HttpContext context) => NotServed.Method(context, "POST")).WithMetadata(Door.Kiosks).RequireAuthorization(KioskPolicy.Name);
    }

    private static async Task<Results<Ok<IssuedCertificate>, ProblemHttpResult>> PairAsync(HttpContext http, Pairing pairing, CancellationToken cancellationToken)
    {
        var (request, refusal) = await JsonBody.ReadAsync(http.Request, ContractJson.Default.PairingRequest, cancellationToken);
        var from = http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : http.Connection.RemoteIpAddress;
        return Answer(http, request is null ? (null, refusal) : await pairing.PairAsync(request, from?.ToString() ?? "", cancellationToken));
    }

    private static async Task<Results<Ok<IssuedCertificate>, ProblemHttpResult>> RenewAsync(
        string kiosk, HttpContext http, Pairing pairing, CancellationToken cancellationToken)
    {
        var (request, refusal) = await JsonBody.ReadAsync(http.Request, ContractJson.Default.RenewalRequest, cancellationToken);
        return Answer(
            http, request is null ? (null, refusal) : await pairing.RenewAsync(KioskId.Parse(kiosk), http.Connection.ClientCertificate!, request, cancellationToken));
    }

    private static Results<Ok<IssuedCertificate>, ProblemHttpResult> Answer(HttpContext http, (IssuedCertificate? Issued, Refusal? Refusal) outcome)
    {
        if (outcome.Issued is { } issued)
        {
            return TypedResults.Ok(issued);
        }

        var refusal = outcome.Refusal!;
        if (refusal.Status == StatusCodes.Status429TooManyRequests)
        {
            http.Response.Headers.RetryAfter = "60";
        }

        return TypedResults.Problem(refusal.Detail, statusCode: refusal.Status);
    }
}
