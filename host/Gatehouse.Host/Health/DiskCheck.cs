using System.Globalization;
using Gatehouse.Host.Composition;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gatehouse.Host.Health;

/// <summary>The disk of the data folder still takes something. That of a PostgreSQL is looked after where it runs.</summary>
internal sealed class DiskCheck(RunOptions options) : IHealthCheck
{
    private const long Megabyte = 1024 * 1024;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        try
        {
            var folder = Path.GetFullPath(options.Data);
            var free = new DriveInfo(folder).AvailableFreeSpace / Megabyte;
            return free >= options.DiskReserveMegabytes
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{free} MB are free for {folder}, less than the {options.DiskReserveMegabytes} of --disk-reserve: make room. Until then what kiosks send may be refused, and stays with them."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return HealthCheckResult.Unhealthy($"its free space cannot be read ({e.Message.TrimEnd('.')}): see that the folder is there and mounted.");
        }
    }
}
