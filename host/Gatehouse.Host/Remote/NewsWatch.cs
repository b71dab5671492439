using Gatehouse.Contract;
using Gatehouse.Host.Occupancy;
using Gatehouse.Host.Policies;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Remote;

/// <summary>
/// Notices that the roster or the policy changed or a command was given, also by another process on the same data, and tells every kiosk that
/// waits for it: a badge that is taken away opens no gate a moment later.
/// </summary>
internal sealed partial class NewsWatch(RosterSource source, PolicyPlans policies, CommandBook commands, HostDatabase database, TimeProvider time, ILogger<NewsWatch> logger) : BackgroundService
{
    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _one = new();
    private TaskCompletionSource _changed = New();
    private string? _newest;
    private string? _plan;
    private ILookup<string, KioskCommand> _open = Array.Empty<(string Kiosk, KioskCommand Command)>().ToLookup(given => given.Kiosk, given => given.Command);
    private string _lastGiven = "";

    // Through which gate each person went last, while gates look for it; told from a number on that each line keeps.
    private readonly Dictionary<string, (long Number, string Gate, ElsewherePassed Passed)> _passed = new(StringComparer.Ordinal);
    private long _lastPassed;

    /// <summary>What is new for a kiosk, and what completes once there is more.</summary>
    /// <param name="kiosk">The kiosk.</param>
    /// <param name="told">Up to which passage it was told already; 0 at first.</param>
    public (HostNews News, long Told, Task Changed) For(string kiosk, long told)
    {
        lock (_one)
        {
            var elsewhere = _passed.Values.Where(p => p.Number > told && p.Gate != kiosk).OrderBy(p => p.Number).Select(p => p.Passed).ToList();
            return (
                new HostNews(time.GetUtcNow(), _newest, _open.Contains(kiosk) ? [.. _open[kiosk]] : null, elsewhere.Count > 0 ? elsewhere : null, _plan),
                _lastPassed,
                _changed.Task);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var changes = database.Changes(NotifiedChanges.News, time);
        await Task.WhenAll(
            RepeatAsync(
                async () => Take(await source.NewestAsync(stoppingToken), await policies.MarkAsync(stoppingToken), await commands.OpenAsync(stoppingToken), await PassedAsync(stoppingToken)),
                changes.WaitAsync,
                stoppingToken),
            RepeatAsync(
                async () =>
                {
                    await source.NoteAsync(stoppingToken);
                    await policies.NoteAsync(stoppingToken);
                },
                cancellationToken => Task.Delay(NoteEvery, time, cancellationToken),
                stoppingToken));
    }

    private async Task RepeatAsync(Func<Task> look, Func<CancellationToken, Task> wait, CancellationToken stoppingToken)
    {
        var fails = false;
        try
        {
            while (true)
            {
                try
                {
                    await look();
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

                await wait(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task<IReadOnlyList<(long Number, string Gate, ElsewherePassed Passed)>> PassedAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateDbContext();
        return await PresenceBook.SinceAsync(context, _lastPassed, time.GetUtcNow(), cancellationToken);
    }

    private void Take(string? newest, string? plan, ILookup<string, KioskCommand> open, IReadOnlyList<(long Number, string Gate, ElsewherePassed Passed)> passed)
    {
        TaskCompletionSource changed;
        var lastGiven = open.SelectMany(commands => commands).Select(command => command.Id).DefaultIfEmpty("").Max(StringComparer.Ordinal)!;
        lock (_one)
        {
            _open = open;
            foreach (var one in passed)
            {
                _passed[one.Passed.Person] = one;
                _lastPassed = Math.Max(_lastPassed, one.Number);
            }

            if (passed.Count == 0 && newest == _newest && plan == _plan && string.CompareOrdinal(lastGiven, _lastGiven) <= 0)
            {
                return;
            }

            (_newest, _plan) = (newest, plan);
            _lastGiven = string.CompareOrdinal(lastGiven, _lastGiven) > 0 ? lastGiven : _lastGiven;
            (changed, _changed) = (_changed, New());
        }

        changed.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(1, LogLevel.Error, "What is new for kiosks could not be looked up; it is tried again, and kiosks ask for roster and policy by themselves every minute.")]
    private partial void NotLooked(Exception reason);
}
