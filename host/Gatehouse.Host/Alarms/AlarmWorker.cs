using Gatehouse.Host.Identity;
using Gatehouse.Host.Leases;

namespace Gatehouse.Host.Alarms;

/// <summary>Has the watch look again and again; of several hosts the one that holds the lease. Each writes down whom it heard itself.</summary>
internal sealed partial class AlarmWorker(AlarmWatch watch, KioskPresence presence, LeaseBook leases, TimeProvider time, ILogger<AlarmWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    // What is missing is counted over everything that is held.
    private static readonly TimeSpan Count = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(
                AgainAsync(presence.NoteAsync, stoppingToken),
                AgainAsync(turn => leases.TryAsync(LeaseName.AlarmWatch, WatchAsync, turn), stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    /// <summary>Looks for as long as this host is the one to do it.</summary>
    private Task WatchAsync(CancellationToken held)
    {
        long? counted = null;
        return AgainAsync(LookAsync, held);

        async Task LookAsync(CancellationToken cancellationToken)
        {
            await watch.LookAsync(cancellationToken);
            if (counted is not { } before || time.GetElapsedTime(before) >= Count)
            {
                counted = time.GetTimestamp();
                await watch.LookAtGapsAsync(cancellationToken);
            }
        }
    }

    private async Task AgainAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        var fails = false;
        do
        {
            try
            {
                await work(cancellationToken);
                fails = false;
            }
#pragma warning disable CA1031 // A database that is busy or away for a moment: the next look tries again.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                if (!fails)
                {
                    NotLooked(e);
                }

                fails = true;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    [LoggerMessage(1, LogLevel.Error, "It could not be looked for silent kiosks and alarms that nobody sees; it is tried again in ten seconds.")]
    private partial void NotLooked(Exception reason);
}
