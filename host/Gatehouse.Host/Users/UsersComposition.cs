using Gatehouse.Host.Identity;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.OpenId;
using Gatehouse.Host.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Gatehouse.Host.Users;

/// <summary>Who may come in by which port.</summary>
internal static class UsersComposition
{
    /// <summary>Kiosks by their certificates, people by their sessions, programs by their tokens. What does not say who may use it is for nobody who has not signed in.</summary>
    public static void AddSigningIn(this IServiceCollection services, DataFolder folder, OpenIdSettings? openId)
    {
        services.AddSingleton(new SetupCode(folder)).AddSingleton<Passwords>().AddSingleton<UserRegister>().AddSingleton<Sessions>().AddSingleton<ApiTokens>().AddSingleton<SignIn>().AddSingleton<TryLimit>().AddSingleton<PersonLookup>();
        services.AddAuthentication(PersonHandler.Name)
            .AddScheme<AuthenticationSchemeOptions, PersonHandler>(PersonHandler.Name, null)
            .AddScheme<AuthenticationSchemeOptions, KioskCertificateHandler>(KioskCertificateHandler.Name, null)
            .AddOpenId(openId);
        var signedIn = new AuthorizationPolicyBuilder(PersonHandler.Name).RequireAuthenticatedUser().Build();
        var authorization = services.AddAuthorizationBuilder().AddPolicy(KioskPolicy.Name, KioskPolicy.Create()).SetDefaultPolicy(signedIn).SetFallbackPolicy(signedIn);
        foreach (var right in Rights.All)
        {
            authorization.AddPolicy(right, policy => policy.AddAuthenticationSchemes(PersonHandler.Name).RequireClaim(Caller.Right, right));
        }
    }
}
