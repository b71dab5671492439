using Gatehouse.Host.Composition;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Retention;

/// <summary>Erases once a day what the host's own rules do not keep any longer, whatever the kiosks' policies say.</summary>
internal sealed class RetentionWorker(RunOptions options, IDbContextFactory<GatehouseContext> contexts, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.ValueDays is not null || options.NameDays is not null)
        {
            await using (var context = await contexts.CreateDbContextAsync(stoppingToken))
            {
                await EraseAsync(context, options.ValueDays, names: false, stoppingToken);
                await EraseAsync(context, options.NameDays, names: true, stoppingToken);
            }

            await Task.Delay(Every, time, stoppingToken);
        }
    }

    private async Task EraseAsync(GatehouseContext context, int? days, bool names, CancellationToken cancellationToken)
    {
        if (days is { } kept)
        {
            await PersonalErasure.OlderAsync(context, time.GetUtcNow().AddDays(-kept), names, cancellationToken);
        }
    }
}
