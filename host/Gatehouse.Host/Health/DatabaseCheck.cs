using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gatehouse.Host.Health;

/// <summary>The database answers, and has the form of this version.</summary>
internal sealed class DatabaseCheck(IDbContextFactory<GatehouseContext> contexts) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var data = await contexts.CreateDbContextAsync(cancellationToken);
            var applied = await data.Database.GetAppliedMigrationsAsync(cancellationToken);
            var known = data.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
            var unknown = applied.Where(migration => !known.Remove(migration)).ToList();
            return unknown.Count > 0 ? HealthCheckResult.Unhealthy($"another version of the host has changed the data's form ({unknown[^1]}): run that version.")
                : known.Count > 0 ? HealthCheckResult.Unhealthy($"the data have not the form of this version ({known.Max(StringComparer.Ordinal)} is missing): run 'gatehouse-host migrate', or start the host anew.")
                : HealthCheckResult.Healthy();
        }
#pragma warning disable CA1031 // Whatever the reason: it is what the check is there to say.
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return HealthCheckResult.Unhealthy($"it does not answer ({e.GetBaseException().Message.TrimEnd('.')}): see that it runs and can be reached, and that its disk is whole and not full.");
        }
    }
}
