using Gatehouse.Host.Composition;
using Gatehouse.Host.Console;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Gatehouse.Host.OpenId;

/// <summary>Sends people to the provider.</summary>
internal sealed partial class OpenIdFlow(RunOptions run, IOptionsMonitor<OpenIdConnectOptions> options, ILogger<OpenIdFlow> logger)
{
    /// <summary>What the state that travels with somebody says of the session that asked for a link; absent where they sign in.</summary>
    public const string Linking = "link";

    /// <summary>Prepares a browser to go to the provider.</summary>
    /// <param name="http">The request; its answer gets the cookies by which the way back is known.</param>
    /// <param name="back">Where somebody wants to be afterwards; what is no address of this console is not gone to.</param>
    /// <param name="linking">The session whose user links an account; null to sign in.</param>
    /// <returns>The provider's address to go to, or why there is none.</returns>
    public async Task<(string? Address, OpenIdOutcome Outcome)> BeginAsync(HttpContext http, string? back, string? linking)
    {
        var properties = new OpenIdConnectChallengeProperties { RedirectUri = Preferences.IsOwn(back) ? back : "/" };
        if (linking is not null)
        {
            properties.Items[Linking] = linking;
            // Whoever is signed in at the provider on this machine may be somebody else.
            properties.Prompt = OpenIdConnectPrompt.Login;
        }

        try
        {
            var provider = await options.Get(OpenIdComposition.Scheme).ConfigurationManager!.GetConfigurationAsync(http.RequestAborted);
            // OpenID Connect Discovery 1.0, section 4.3: a provider that names itself otherwise is another one.
            if (provider.Issuer?.TrimEnd('/') != run.OpenId!.Authority.TrimEnd('/'))
            {
                Log.OtherIssuer(logger, run.OpenId.Authority, provider.Issuer);
                return (null, OpenIdOutcome.Failed);
            }

            await http.ChallengeAsync(OpenIdComposition.Scheme, properties);
            return (http.Response.Headers.Location, OpenIdOutcome.In);
        }
        // By the first two the libraries say that an answer did not come or was none.
        catch (Exception e) when (e is InvalidOperationException or OpenIdConnectProtocolException or HttpRequestException or IOException
            || (e is OperationCanceledException && !http.RequestAborted.IsCancellationRequested))
        {
            Log.Away(logger, run.OpenId!.Authority, e.GetBaseException().Message);
            return (null, OpenIdOutcome.Away);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The OpenID provider {Authority} does not answer as one: {Reason}. People sign in by password meanwhile.")]
        public static partial void Away(ILogger logger, string authority, string reason);

        [LoggerMessage(2, LogLevel.Error, "The OpenID provider at {Authority} names itself {Issuer}: write that as authority into the file of --openid, if it is the one that is meant.")]
        public static partial void OtherIssuer(ILogger logger, string authority, string? issuer);
    }
}
