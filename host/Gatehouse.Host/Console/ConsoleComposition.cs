using System.Globalization;
using Gatehouse.Host.Users;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Localization;
using MudBlazor.Services;

namespace Gatehouse.Host.Console;

/// <summary>The web console.</summary>
internal static class ConsoleComposition
{
    public static void AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddLocalization();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, WatchedSession>();
        services.AddSingleton<LiveLook>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SupportedCultures = [.. Languages.All.Select(CultureInfo.GetCultureInfo)];
            options.SupportedUICultures = options.SupportedCultures;
            options.DefaultRequestCulture = new RequestCulture(Languages.English);
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = Languages.Cookie }, new BrowserLanguage()];
        });
    }

    public static void MapConsole(this WebApplication application)
    {
        application.MapStaticAssets().AllowAnonymous();
        application.MapPost("/sign-out", SignOutAsync).ExcludeFromDescription().RequireAuthorization().WithMetadata(new NeededRight(null));
        application.MapPreferences();
        application.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, Sessions sessions)
    {
        if (http.User.FindFirst(Caller.Session)?.Value is { } id)
        {
            await sessions.EndAsync(http.User.Actor(), id, http.User.Identity!.Name, http.RequestAborted);
        }

        http.Response.Cookies.Delete(Sessions.Cookie);
        return TypedResults.LocalRedirect(PersonHandler.SignInAddress);
    }
}
