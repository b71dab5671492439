using System.ComponentModel.DataAnnotations;
using Gatehouse.Host.Api;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gatehouse.Host.Users;

/// <summary>Signing in and out, and what somebody keeps of their own.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Signing in");
        api.MapPost("/setup", SetUpAsync).WithSummary("Make the first owner, by the code in the host's data folder").AllowAnonymous().WithMetadata(new LimitedTries());
        api.MapPost("/session", BeginAsync).WithSummary("Sign in; the session's cookie comes with the answer").AllowAnonymous().WithMetadata(new LimitedTries());
        api.MapGet("/session", (HttpContext http) => TypedResults.Ok(Of(http))).WithSummary("Who one is and what one may do").NeedsNothing();
        api.MapDelete("/session", EndOwnAsync).WithSummary("Sign out").NeedsNothing();
        api.MapGet("/session/all", OwnAsync).WithSummary("One's sessions in other browsers too").NeedsNothing();
        api.MapDelete("/session/all/{id}", EndAsync).WithSummary("End one of one's sessions").NeedsNothing();
        api.MapPost("/session/codes", BeginCodesAsync).WithSummary("Begin to set up one-time codes").NeedsNothing().WithMetadata(new LimitedTries());
        api.MapPut("/session/codes", ConfirmCodesAsync).WithSummary("Set them up by showing one").NeedsNothing().WithMetadata(new LimitedTries());
        api.MapPut("/session/password", PasswordAsync).WithSummary("Choose another password; all one's sessions end").NeedsNothing().WithMetadata(new LimitedTries());
    }

    /// <summary>Gives a browser the secret of its session.</summary>
    public static void Keep(HttpContext http, string secret) => http.Response.Cookies.Append(
        Sessions.Cookie, secret, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", IsEssential = true });

    /// <summary>From where a request comes.</summary>
    public static string From(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private static async Task<NoContent> SetUpAsync(NewOwner body, SetupCode setup, UserRegister users, CancellationToken cancellationToken)
    {
        Passwords.Check(body.Password, body.Name);
        await users.SetUpAsync(setup, body.Code, body.Name, body.Password, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Self>, ProblemHttpResult>> BeginAsync(Credentials body, SignIn signIn, PersonLookup lookup, HttpContext http, CancellationToken cancellationToken)
    {
        var (outcome, secret) = await signIn.TryAsync(body.Name, body.Password, body.Code, From(http), cancellationToken);
        if (secret is null)
        {
            return TypedResults.Problem(Told(outcome), statusCode: StatusCodes.Status401Unauthorized, extensions: [new("needsCode", outcome == SignInOutcome.NeedsCode)]);
        }

        Keep(http, secret);
        http.User = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity(await lookup.OfSessionAsync(secret, cancellationToken), PersonHandler.Name));
        return TypedResults.Ok(Of(http));
    }

    /// <summary>A try that did not let somebody in, in words.</summary>
    public static string Told(SignInOutcome outcome) => outcome switch
    {
        SignInOutcome.NeedsCode => "The one-time code is missing.",
        SignInOutcome.Locked => "There were too many wrong passwords or codes by this name: wait a quarter of an hour.",
        _ => "The name, the password or the code is wrong.",
    };

    private static async Task<NoContent> EndOwnAsync(HttpContext http, Sessions sessions, CancellationToken cancellationToken)
    {
        if (http.User.FindFirst(Caller.Session)?.Value is { } id)
        {
            await sessions.EndAsync(http.User.Actor(), id, http.User.Identity!.Name, cancellationToken);
            http.Response.Cookies.Delete(Sessions.Cookie);
        }

        return TypedResults.NoContent();
    }

    private static async Task<Ok<SessionList>> OwnAsync(HttpContext http, Sessions sessions, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SessionList(await sessions.ListAsync(NeedUser(http), cancellationToken)));

    private static async Task<NoContent> EndAsync([StringLength(32)] string id, HttpContext http, Sessions sessions, CancellationToken cancellationToken) =>
        await sessions.EndAsync(http.User.Actor(), id, NeedUser(http), cancellationToken)
            ? TypedResults.NoContent()
            : throw new NotThereException("There is no such session of yours.");

    private static async Task<Ok<CodesBegun>> BeginCodesAsync(HttpContext http, UserRegister users, CancellationToken cancellationToken)
    {
        var name = NeedUser(http);
        var secret = await users.BeginCodesAsync(name, cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new CodesBegun(OneTimeCode.Text(secret), OneTimeCode.Link(secret, name)));
    }

    private static async Task<Ok<CodesSetUp>> ConfirmCodesAsync(OneCode body, HttpContext http, UserRegister users, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new CodesSetUp(
            await users.ConfirmCodesAsync(http.User.Actor(), NeedUser(http), body.Code, cancellationToken)
            ?? throw new HostException("This is not the code of now: check the phone's clock, and type the one that it shows.")));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PasswordAsync(NewPassword body, HttpContext http, SignIn signIn, UserRegister users, CancellationToken cancellationToken)
    {
        var name = NeedUser(http);
        Passwords.Check(body.Password, name);
        var (outcome, _) = await signIn.TryAsync(name, body.Current, body.Code, From(http), cancellationToken);
        if (outcome != SignInOutcome.In)
        {
            return TypedResults.Problem(Told(outcome), statusCode: StatusCodes.Status409Conflict);
        }

        await users.SetPasswordAsync(http.User.Actor(), name, body.Password, codes: false, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Self Of(HttpContext http) =>
        new(http.User.Identity!.Name!, http.User.Actor().Kind, http.User.Rights(), http.User.HasClaim(c => c.Type == Caller.MustSetUpCodes));

    /// <summary>The user who calls.</summary>
    /// <exception cref="HostException">It is a program.</exception>
    public static string NeedUser(HttpContext http) =>
        http.User.Actor() is { Kind: Actor.User, Name: var name } ? name : throw new HostException("A token has no sessions, codes, accounts or password: this is for people.");
}

/// <summary>Who somebody is.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind"><c>user</c> or <c>token</c>.</param>
/// <param name="Rights">What they may do.</param>
/// <param name="MustSetUpCodes">Whether they may do nothing before they have set up one-time codes.</param>
internal sealed record Self(string Name, string Kind, IReadOnlyList<string> Rights, bool MustSetUpCodes);

/// <summary>Sessions.</summary>
/// <param name="Sessions">Those that go on.</param>
internal sealed record SessionList(IReadOnlyList<SessionView> Sessions);

/// <summary>A secret for one-time codes that is not in force yet.</summary>
/// <param name="Secret">To be typed.</param>
/// <param name="Link">For an authenticator app.</param>
internal sealed record CodesBegun(string Secret, string Link);

/// <summary>One-time codes are in force.</summary>
/// <param name="RecoveryCodes">Each is good once, where the phone is lost; they are shown this once.</param>
internal sealed record CodesSetUp(IReadOnlyList<string> RecoveryCodes);
