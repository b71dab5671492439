using Microsoft.AspNetCore.Authorization;

namespace Gatehouse.Host.Ingest;

/// <summary>A kiosk may only use the routes that bear its own name.</summary>
internal static class KioskPolicy
{
    public const string Name = "OwnKiosk";

    public static AuthorizationPolicy Create() =>
        new AuthorizationPolicyBuilder(Identity.KioskCertificateHandler.Name)
            .RequireAuthenticatedUser()
            .RequireAssertion(context =>
                context.Resource is HttpContext http
                && http.GetRouteValue("kiosk") is string kiosk
                && kiosk == context.User.Identity?.Name)
            .Build();
}
