using System.Text;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gatehouse.Host.Health;

/// <summary>Whether the host is alive, and whether it can do its work; what fails says what and what to do.</summary>
internal static class HealthComposition
{
    /// <summary>Adds the checks.</summary>
    public static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database").AddCheck<DiskCheck>("disk");

    /// <summary>Adds the addresses; the answers are for people and for whatever starts the host anew or sends it kiosks.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        // Alive is what answers: a database that is away is no reason to start the host anew.
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = (http, _) => http.Response.WriteAsync("alive\n") }).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
        // As it was before there were two.
        routes.MapHealthChecks("/health", new HealthCheckOptions
        {
            ResponseWriter = (http, report) => report.Status == HealthStatus.Healthy ? http.Response.WriteAsync("healthy\n") : WriteAsync(http, report),
        }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        var text = new StringBuilder(report.Status == HealthStatus.Healthy ? "ready\n" : "not ready\n");
        foreach (var (name, entry) in report.Entries)
        {
            text.Append(name).Append(": ").AppendLine(entry.Description ?? "good");
        }

        return http.Response.WriteAsync(text.ToString());
    }
}
