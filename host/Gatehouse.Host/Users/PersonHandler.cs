using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Gatehouse.Host.Users;

/// <summary>
/// Says who comes through the people's port: by the cookie of a session or the token of a program, looked up at every request,
/// so that what was ended or taken away is so at once.
/// </summary>
internal sealed class PersonHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, PersonLookup lookup)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Person";

    /// <summary>Where people sign in.</summary>
    public const string SignInAddress = "/sign-in";

    private const string Bearer = "Bearer ";

    private bool IsForAPage => HttpMethods.IsGet(Request.Method) && Request.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/html");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? header = Request.Headers.Authorization;
        // What is for everybody is so while the database is away, too: a health endpoint above all.
        if ((header is null && Request.Cookies[Sessions.Cookie] is null) || Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return AuthenticateResult.NoResult();
        }

        var claims = header is null ? await lookup.OfSessionAsync(Request.Cookies[Sessions.Cookie]!, Context.RequestAborted)
            : header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? await lookup.OfTokenAsync(header[Bearer.Length..].Trim(), Context.RequestAborted)
            : null;
        return claims is null
            ? AuthenticateResult.Fail("unknown")
            : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Name)), Name));
    }

    /// <summary>People are shown where to sign in; programs are told.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (IsForAPage)
        {
            Response.Redirect($"{SignInAddress}?back={Uri.EscapeDataString(Request.Path + Request.QueryString)}");
            return Task.CompletedTask;
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem(
            Request.Headers.Authorization.Count > 0 || Request.Cookies.ContainsKey(Sessions.Cookie)
                ? "This session or token is not known, or not good any more: sign in again, or have another token made."
                : "Sign in, or show a token: Authorization: Bearer ght_…",
            statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    /// <summary>Says which right is missing and who has it.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (IsForAPage)
        {
            Response.Redirect(Context.User.HasClaim(c => c.Type == Caller.MustSetUpCodes) ? "/codes" : "/not-allowed");
            return Task.CompletedTask;
        }

        var right = Context.GetEndpoint()?.Metadata.GetOrderedMetadata<NeededRight>().Select(n => n.Right).OfType<string>().FirstOrDefault(r => !Context.User.May(r));
        return TypedResults.Problem(
            Context.User.HasClaim(c => c.Type == Caller.MustSetUpCodes) ? "Set up one-time codes first: an owner or admin may do nothing else before."
                : right is null ? "You may not do this."
                : $"This needs the right {right}, which {string.Join(" and ", Role.With(right))} have.",
            statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(Context);
    }
}
