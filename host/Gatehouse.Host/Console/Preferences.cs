using Microsoft.AspNetCore.Localization;

namespace Gatehouse.Host.Console;

/// <summary>Language and appearance, kept in cookies and changed by plain links, so that they need no script.</summary>
internal static class Preferences
{
    public const string ThemeCookie = "gatehouse-theme";
    public const string System = "system";
    public const string Light = "light";
    public const string Dark = "dark";

    /// <summary>What the browser chose, or to follow its system.</summary>
    public static string Theme(HttpContext? context) =>
        context?.Request.Cookies[ThemeCookie] is Light or Dark ? context.Request.Cookies[ThemeCookie]! : System;

    public static void MapPreferences(this IEndpointRouteBuilder routes) => routes.MapGet("/preferences", Keep).AllowAnonymous();

    private static IResult Keep(HttpContext context, string? language, string? theme, string? back)
    {
        var cookie = new CookieOptions { MaxAge = TimeSpan.FromDays(400), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true };
        if (language is not null && Languages.All.Contains(language))
        {
            context.Response.Cookies.Append(Languages.Cookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)), cookie);
        }

        if (theme is System or Light or Dark)
        {
            context.Response.Cookies.Append(ThemeCookie, theme, cookie);
        }

        // Back to a page of this console, never to an address that a link may name.
        return Results.LocalRedirect(IsOwn(back) ? back! : "/");
    }

    /// <summary>Whether an address is of this console and no other site's; browsers pass over tabs and line ends in one.</summary>
    public static bool IsOwn(string? address) => address is ['/', ..] and not ['/', '/' or '\\', ..] && address.All(c => c is > ' ' and <= '~');
}
