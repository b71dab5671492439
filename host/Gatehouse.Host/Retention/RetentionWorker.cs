using Gatehouse.Host.Composition;
using Gatehouse.Host.Leases;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Retention;

/// <summary>
/// Erases once a day what the host's own rules do not keep any longer, whatever the kiosks' policies say; of several hosts the
/// one that holds the lease.
/// </summary>
internal sealed partial class RetentionWorker(
    RunOptions options, IDbContextFactory<GatehouseContext> contexts, LeaseBook leases, TimeProvider time, ILogger<RetentionWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.ValueDays is not null || options.NameDays is not null)
        {
            try
            {
                await leases.WhileHeldAsync(LeaseName.Retention, EraseAsync, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A database that is busy or away keeps the host from nothing else; it is tried again.
            catch (Exception e)
#pragma warning restore CA1031
            {
                NotErased(e);
                await Task.Delay(Again, time, stoppingToken);
            }
        }
    }

    private async Task EraseAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
            {
                await EraseAsync(context, options.ValueDays, names: false, cancellationToken);
                await EraseAsync(context, options.NameDays, names: true, cancellationToken);
            }

            await Task.Delay(Every, time, cancellationToken);
        }
    }

    private async Task EraseAsync(GatehouseContext context, int? days, bool names, CancellationToken cancellationToken)
    {
        if (days is { } kept)
        {
            await PersonalErasure.OlderAsync(context, time.GetUtcNow().AddDays(-kept), names, cancellationToken);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Personal values that are past their time could not be erased; it is tried again in a minute.")]
    private partial void NotErased(Exception reason);
}
