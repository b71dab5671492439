using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;
using System.Text.Encodings.Web;
using Gatehouse.Host.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gatehouse.Host.Identity;

/// <summary>
/// Checks the client certificate at every request, because a handshake that refuses tells the kiosk nothing and a
/// certificate revoked in mid-connection would keep being served.
/// </summary>
internal sealed class KioskCertificateHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    Authority authority,
    IDbContextFactory<GatehouseContext> contexts)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "KioskCertificate";

    private (int Status, string Detail) _refusal = (StatusCodes.Status401Unauthorized, "No client certificate was shown: a kiosk gets one with 'gatehouse-kiosk pair' and a token from 'gatehouse-host kiosk invite'.");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var certificate = Context.Connection.ClientCertificate;
        if (certificate is null)
        {
            return AuthenticateResult.NoResult();
        }

        if (!authority.Signed(certificate))
        {
            return Refuse(StatusCodes.Status401Unauthorized, "The certificate was not issued by this host to a kiosk.");
        }

        var now = TimeProvider.GetUtcNow().UtcDateTime;
        var mustBeTimely = Context.GetEndpoint()?.Metadata.GetMetadata<AcceptsUntimely>() is null;
        if (mustBeTimely && certificate.NotAfter.ToUniversalTime() <= now)
        {
            return Refuse(StatusCodes.Status401Unauthorized, "The certificate has expired: a kiosk that runs renews it by itself.");
        }

        if (mustBeTimely && certificate.NotBefore.ToUniversalTime() > now)
        {
            return Refuse(StatusCodes.Status401Unauthorized, "The certificate is not valid yet: the host's clock stands before the day on which it was issued.");
        }

        return await KnownAsync(certificate);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => AnswerAsync(_refusal.Status, _refusal.Detail);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        AnswerAsync(StatusCodes.Status403Forbidden, "The certificate is another kiosk's.");

    private async Task<AuthenticateResult> KnownAsync(X509Certificate2 certificate)
    {
        var thumbprint = ServerCertificate.Thumbprint(certificate);
        await using var context = await contexts.CreateDbContextAsync(Context.RequestAborted);
        var known = await context.Certificates.AsNoTracking()
            .Where(c => c.Thumbprint == thumbprint)
            .Join(context.Kiosks, c => new { c.SiteId, Id = c.KioskId }, k => new { k.SiteId, k.Id }, (c, k) => new { k.Name, c.RevokedAt })
            .SingleOrDefaultAsync(Context.RequestAborted);
        if (known is null)
        {
            return Refuse(StatusCodes.Status403Forbidden, "The certificate is not in this host's register.");
        }

        if (known.RevokedAt is not null)
        {
            return Refuse(StatusCodes.Status403Forbidden, "The certificate was revoked.");
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, known.Name)], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    private AuthenticateResult Refuse(int status, string detail)
    {
        _refusal = (status, detail);
        return AuthenticateResult.Fail(detail);
    }

    private Task AnswerAsync(int status, string detail)
    {
        Response.StatusCode = status;
        return Context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new ProblemDetailsContext
        {
            HttpContext = Context,
            ProblemDetails = new ProblemDetails { Status = status, Detail = detail },
        }).AsTask();
    }
}
