using Gatehouse.Contract;
using Gatehouse.Host.Rosters;

namespace Gatehouse.Host.Remote;

/// <summary>
/// Notices that the roster changed or a command was given, also by another process on the same data, and tells every kiosk that
/// waits for it: a badge that is taken away opens no gate a moment later.
/// </summary>
internal sealed partial class NewsWatch(RosterSource source, CommandBook commands, TimeProvider time, ILogger<NewsWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _one = new();
    private TaskCompletionSource _changed = New();
    private string? _newest;
    private ILookup<string, KioskCommand> _open = Array.Empty<(string Kiosk, KioskCommand Command)>().ToLookup(given => given.Kiosk, given => given.Command);
    private string _lastGiven = "";

    /// <summary>What is new for a kiosk, and what completes once there is more.</summary>
    public (HostNews News, Task Changed) For(string kiosk)
    {
        lock (_one)
        {
            return (new HostNews(time.GetUtcNow(), _newest, _open.Contains(kiosk) ? [.. _open[kiosk]] : null), _changed.Task);
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
                    Take(await source.NewestAsync(stoppingToken), await commands.OpenAsync(stoppingToken));
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

    private void Take(string? newest, ILookup<string, KioskCommand> open)
    {
        TaskCompletionSource changed;
        var lastGiven = open.SelectMany(commands => commands).Select(command => command.Id).DefaultIfEmpty("").Max(StringComparer.Ordinal)!;
        lock (_one)
        {
            _open = open;
            if (newest == _newest && string.CompareOrdinal(lastGiven, _lastGiven) <= 0)
            {
                return;
            }

            _newest = newest;
            _lastGiven = string.CompareOrdinal(lastGiven, _lastGiven) > 0 ? lastGiven : _lastGiven;
            (changed, _changed) = (_changed, New());
        }

        changed.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(1, LogLevel.Error, "What is new for kiosks could not be looked up; it is tried again, and kiosks ask for the roster by themselves every minute.")]
    private partial void NotLooked(Exception reason);
}
