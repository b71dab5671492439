namespace Gatehouse.Host.Alarms;

/// <summary>Has the watch look again and again.</summary>
internal sealed partial class AlarmWorker(AlarmWatch watch, TimeProvider time, ILogger<AlarmWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    // What is missing is counted over everything that is held.
    private static readonly TimeSpan Count = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        var (counted, fails) = ((long?)null, false);
        try
        {
            do
            {
                try
                {
                    await watch.LookAsync(stoppingToken);
                    if (counted is not { } before || time.GetElapsedTime(before) >= Count)
                    {
                        counted = time.GetTimestamp();
                        await watch.LookAtGapsAsync(stoppingToken);
                    }

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
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    [LoggerMessage(1, LogLevel.Error, "It could not be looked for silent kiosks and alarms that nobody sees; it is tried again in ten seconds.")]
    private partial void NotLooked(Exception reason);
}
