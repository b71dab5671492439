using Gatehouse.Contract;

namespace Gatehouse.Host.Rosters;

/// <summary>
/// Notices that the roster changed, also by another process on the same data, and tells everybody who waits for it: a badge
/// that is taken away opens no gate a moment later.
/// </summary>
internal sealed partial class RosterWatch(RosterSource source, TimeProvider time, ILogger<RosterWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _one = new();
    private TaskCompletionSource _changed = New();
    private string? _newest;

    /// <summary>The newest revision, and what completes once there is another.</summary>
    public (HostNews News, Task Changed) Now
    {
        get
        {
            lock (_one)
            {
                return (new HostNews(_newest), _changed.Task);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        var fails = false;
        var noted = time.GetTimestamp();
        try
        {
            do
            {
                try
                {
                    Take(await source.NewestAsync(stoppingToken));
                    if (time.GetElapsedTime(noted) >= NoteEvery)
                    {
                        await source.NoteAsync(stoppingToken);
                        noted = time.GetTimestamp();
                    }

                    fails = false;
                }
#pragma warning disable CA1031 // A database that is busy or away for a moment: the next look tries again, and kiosks ask every minute besides.
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

    private void Take(string? newest)
    {
        TaskCompletionSource changed;
        lock (_one)
        {
            if (newest == _newest)
            {
                return;
            }

            _newest = newest;
            (changed, _changed) = (_changed, New());
        }

        changed.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(1, LogLevel.Error, "Whether the roster changed could not be looked up; it is tried again, and kiosks ask by themselves every minute.")]
    private partial void NotLooked(Exception reason);
}
