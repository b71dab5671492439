using Microsoft.AspNetCore.Localization;

namespace Gatehouse.Host.Console;

/// <summary>The language that the browser asks for first; any Chinese it names is served simplified.</summary>
internal sealed class BrowserLanguage : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var wanted = httpContext.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.Value ?? "")
            .Select(l => l.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Languages.Chinese
                : l.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? Languages.English
                : null)
            .FirstOrDefault(l => l is not null);
        return Task.FromResult(wanted is null ? null : new ProviderCultureResult(wanted));
    }
}
