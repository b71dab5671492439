using System.Globalization;
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
        application.MapStaticAssets();
        application.MapPreferences();
        application.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
