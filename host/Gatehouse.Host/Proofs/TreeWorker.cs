using Gatehouse.Host.Leases;

namespace Gatehouse.Host.Proofs;

/// <summary>Makes the tree of each day soon after it has ended at the site; the last one, when it is due, before the host serves.</summary>
internal sealed partial class TreeWorker(DailyTree tree, LeaseBook leases, TimeProvider time, ILogger<TreeWorker> logger) : BackgroundService
{
    // Often rather than once at midnight: the machine's clock may be set meanwhile.
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(10);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await MakeAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await MakeAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Another host that is at it makes the same one.
            await leases.TryAsync(LeaseName.DailyTree, tree.MakeAsync, cancellationToken);
        }
#pragma warning disable CA1031 // A database that is busy or full keeps the host from nothing else; the next look tries again.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotMade(e);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The tree of the day could not be made; it is tried again in ten minutes.")]
    private partial void NotMade(Exception reason);
}
