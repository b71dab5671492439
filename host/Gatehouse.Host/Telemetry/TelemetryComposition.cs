using Gatehouse.Host.Users;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gatehouse.Host.Telemetry;

/// <summary>Metrics and traces by OpenTelemetry: read at <c>/metrics</c>, and sent where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says.</summary>
internal static class TelemetryComposition
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Metrics = "/metrics";

    /// <summary>Adds them.</summary>
    public static void AddTelemetry(this IServiceCollection services)
    {
        services.AddSingleton<HostMetrics>().AddHostedService<StateWorker>();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("gatehouse-host", serviceVersion: typeof(TelemetryComposition).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics => metrics.AddMeter(HostMetrics.Name).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddMeter("Npgsql").AddPrometheusExporter());
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint)))
        {
            // What people ask for stands in the address of a page; the instrumentation leaves the values out of it.
            telemetry.WithTracing(traces => traces
                    .AddAspNetCoreInstrumentation(requests => requests.Filter = http => !http.Request.Path.StartsWithSegments(Metrics, StringComparison.Ordinal) && !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
                    .AddHttpClientInstrumentation()
                    .AddSource("Npgsql"))
                .UseOtlpExporter();
        }
    }

    /// <summary>Adds the address for Prometheus, on the people's port, for whoever may see gates: it shows an API token.</summary>
    public static void MapTelemetry(this IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint(Metrics).RequireAuthorization(Rights.GatesRead);
}
