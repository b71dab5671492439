using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Host.OpenId;

/// <summary>Signing in by an OpenID provider, where one is described.</summary>
internal static class OpenIdComposition
{
    /// <summary>The scheme of authentication.</summary>
    public const string Scheme = "OpenId";

    /// <summary>Where the provider sends people back to.</summary>
    public const string Callback = "/sign-in/openid";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How a provider signs by a key that it alone has; never by the secret that this host has, too.</summary>
    public static IReadOnlyList<string> Signatures { get; } =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Adds it. The provider is asked for its addresses and keys when somebody first goes there, so that a host starts without it.</summary>
    public static void AddOpenId(this AuthenticationBuilder authentication, OpenIdSettings? settings)
    {
        authentication.Services.AddSingleton<OpenIdAccounts>().AddSingleton<OpenIdFlow>().AddSingleton<OpenIdEvents>();
        if (settings is not null)
        {
            authentication.AddOpenIdConnect(Scheme, options => Configure(options, settings));
        }
    }

    private static void Configure(OpenIdConnectOptions options, OpenIdSettings settings)
    {
        options.Authority = settings.Authority;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.RequireHttpsMetadata = new Uri(settings.Authority).Scheme == Uri.UriSchemeHttps;
        options.BackchannelTimeout = Patience;
        options.EventsType = typeof(OpenIdEvents);

        // The code comes back by a plain link, to which a browser adds the cookies that other sites' forms do not get.
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.CallbackPath = Callback;
        // Whoever is signed out at the provider stays in here until the session ends.
        options.SignedOutCallbackPath = default;
        options.RemoteSignOutPath = default;
        Keep(options.CorrelationCookie, "gatehouse-openid-state-");
        Keep(options.NonceCookie, "gatehouse-openid-nonce-");

        // OpenIdEvents reads the token's claims by the names that the standard gives them.
        options.MapInboundClaims = false;
        options.ClaimActions.Clear();
        options.TokenValidationParameters.ValidAlgorithms = Signatures;
        options.DisableTelemetry = true;
        if (settings.NameClaim == "email")
        {
            options.Scope.Add(OpenIdConnectScope.Email);
        }
    }

    private static void Keep(CookieBuilder cookie, string name) =>
        (cookie.Name, cookie.SameSite, cookie.SecurePolicy, cookie.HttpOnly) = (name, SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest, true);
}
