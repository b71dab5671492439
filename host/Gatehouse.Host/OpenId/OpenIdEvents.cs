using System.Security.Claims;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Composition;
using Gatehouse.Host.Console;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Gatehouse.Host.OpenId;

/// <summary>
/// What happens when somebody comes back from the provider: whoever the account is linked to gets a session of this host, as by password
/// and code; of the provider's tokens nothing is kept.
/// </summary>
internal sealed partial class OpenIdEvents(RunOptions run, OpenIdAccounts accounts, PersonLookup people, ILogger<OpenIdEvents> logger) : OpenIdConnectEvents
{
    private OpenIdSettings Settings => run.OpenId!;

    /// <inheritdoc/>
    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        if (Settings.RequireMfa?.Acr is { } acr)
        {
            context.ProtocolMessage.AcrValues = string.Join(' ', acr);
        }

        return Task.CompletedTask;
    }

    /// <summary>Refuses a token without a signature, which the library takes where it came from the provider's own address.</summary>
    public override Task TokenValidated(TokenValidatedContext context)
    {
        if (!OpenIdComposition.Signatures.Contains(context.SecurityToken.SignatureAlgorithm))
        {
            context.Fail("the token is not signed by a key of the provider.");
        }

        return Task.CompletedTask;
    }

    /// <summary>Comes once the token was verified, with its nonce and the state of this browser.</summary>
    public override async Task TicketReceived(TicketReceivedContext context)
    {
        context.HandleResponse();
        var outcome = await TakeAsync(context);
        if (outcome == OpenIdOutcome.In)
        {
            context.Response.Redirect(Preferences.IsOwn(context.ReturnUri) ? context.ReturnUri! : "/");
            return;
        }

        Tell(context.HttpContext, context.Properties, outcome);
    }

    /// <inheritdoc/>
    public override Task AccessDenied(AccessDeniedContext context)
    {
        context.HandleResponse();
        Tell(context.HttpContext, context.Properties, OpenIdOutcome.Refused);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task RemoteFailure(RemoteFailureContext context)
    {
        context.HandleResponse();
        var cause = context.Failure?.GetBaseException();
        Log.NotBelieved(logger, Settings.Authority, cause?.Message);
        Tell(context.HttpContext, context.Properties, IsAway(context.Failure) ? OpenIdOutcome.Away : OpenIdOutcome.Failed);
        return Task.CompletedTask;
    }

    private async Task<OpenIdOutcome> TakeAsync(TicketReceivedContext context)
    {
        var (http, token) = (context.HttpContext, context.Principal!);
        if (OpenIdAccount.Of(token, Settings) is not { } account)
        {
            return OpenIdOutcome.Failed;
        }

        if (!OpenIdAccount.ShowsFactor(token, Settings.RequireMfa))
        {
            Log.NoFactor(logger, Settings.Authority);
            return OpenIdOutcome.Weak;
        }

        if (context.Properties!.Items.TryGetValue(OpenIdFlow.Linking, out var session))
        {
            // The session that asked may have ended, or somebody else may have signed in here meanwhile.
            var claims = http.Request.Cookies[Sessions.Cookie] is { } cookie ? await people.OfSessionAsync(cookie, http.RequestAborted) : null;
            return claims?.Any(c => c.Type == Caller.Session && c.Value == session) != true
                ? OpenIdOutcome.Gone
                : await LinkAsync(claims.First(c => c.Type == ClaimTypes.Name).Value, account, http.RequestAborted);
        }

        var (outcome, secret) = await accounts.EnterAsync(account, SessionEndpoints.From(http), http.RequestAborted);
        if (secret is not null)
        {
            SessionEndpoints.Keep(http, secret);
        }
        else
        {
            Log.NobodyCameIn(logger, Settings.Authority, outcome);
        }

        return outcome;
    }

    private Task<OpenIdOutcome> LinkAsync(string name, OpenIdAccount account, CancellationToken cancellationToken) =>
        accounts.LinkAsync(new Actor(Actor.User, name), name, account, cancellationToken);

    private static void Tell(HttpContext http, AuthenticationProperties? properties, OpenIdOutcome outcome) =>
        http.Response.Redirect($"{(properties?.Items.ContainsKey(OpenIdFlow.Linking) == true ? "/openid" : PersonHandler.SignInAddress)}?openid={outcome}");

    private static bool IsAway(Exception? failure) =>
        failure is not null && (failure is HttpRequestException or IOException or OperationCanceledException || IsAway(failure.InnerException));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Somebody came back from the OpenID provider {Authority} and was not believed: {Reason}")]
        public static partial void NotBelieved(ILogger logger, string authority, string? reason);

        [LoggerMessage(2, LogLevel.Warning, "The OpenID provider {Authority} did not show the second factor that requireMfa asks for.")]
        public static partial void NoFactor(ILogger logger, string authority);

        [LoggerMessage(3, LogLevel.Warning, "Somebody with an account at the OpenID provider {Authority} was not let in: {Outcome}")]
        public static partial void NobodyCameIn(ILogger logger, string authority, OpenIdOutcome outcome);
    }
}
