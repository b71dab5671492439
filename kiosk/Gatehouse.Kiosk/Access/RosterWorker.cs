using Gatehouse.Kiosk.Snapshots;
using Gatehouse.Kiosk.Sync;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.Access;

/// <summary>
/// Keeps the roster as the host has it: told of each change over a line that stays open, asking every minute besides, and
/// for the whole where its own does not fit. A kiosk whose host has no people keeps the roster that was installed.
/// </summary>
/// <param name="link">The way to the host.</param>
/// <param name="snapshots">Where the roster in force is kept.</param>
/// <param name="revision">Its revision.</param>
/// <param name="use">Told what to decide by from now on.</param>
/// <param name="backOff">How long to wait after the line was lost.</param>
/// <param name="time">The real time.</param>
/// <param name="logger">Told what the host gave and could not be used.</param>
public sealed partial class RosterWorker(
    HostLink link, KioskSnapshots snapshots, string revision, Action<AccessControl> use, BackOff backOff, TimeProvider time, ILogger<RosterWorker> logger)
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMinutes(1);

    private string? _trouble;

    /// <summary>The revision in force.</summary>
    public string Revision { get; private set; } = revision;

    /// <summary>Follows the host until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var asked = new SemaphoreSlim(1, 1);
        try
        {
            await Task.WhenAll(FollowAsync(asked, stop.Token), AskAsync(asked, stop.Token));
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    /// <summary>Asks at once, each time that it is told to, and every minute.</summary>
    private async Task AskAsync(SemaphoreSlim asked, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var minute = new CancellationTokenSource(AskEvery, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(minute.Token, cancellationToken);
            try
            {
                await asked.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // A minute is over.
            }

            try
            {
                await BringUpAsync(cancellationToken);
                _trouble = null;
            }
            catch (Exception e) when (e is HostException or RosterException or SnapshotException)
            {
                // What a host that is away says, forwarding says as well.
                if (e is not HostException { Refused: false })
                {
                    Tell(e.Message);
                }
            }
        }
    }

    private async Task FollowAsync(SemaphoreSlim asked, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await foreach (var news in link.NewsAsync(cancellationToken))
                {
                    backOff.Reset();
                    if (news.Roster is { } newest && newest != Revision && asked.CurrentCount == 0)
                    {
                        asked.Release();
                    }
                }
            }
            catch (HostException)
            {
                // Away, or it refuses: it is asked every minute all the same, and that is told.
            }

            await Task.Delay(backOff.Next(null), time, cancellationToken);
        }
    }

    private async Task BringUpAsync(CancellationToken cancellationToken)
    {
        if (await link.RosterAsync(Revision, cancellationToken) is not { } update)
        {
            return;
        }

        var roster = update.Of(snapshots.Roster.Load());
        if (roster is null)
        {
            // It builds on another one than is kept here.
            update = await link.RosterAsync(since: null, cancellationToken) ?? throw new RosterException("The host gave changes and then no roster.");
            roster = update.Of(null) ?? throw new RosterException("The host was asked for the whole roster and gave changes.");
        }

        var access = new AccessControl(roster);
        snapshots.Roster.Store(roster);
        use(access);
        Revision = roster.Revision;

        // Says that it is in force, and learns what changed meanwhile.
        await BringUpAsync(cancellationToken);
    }

    private void Tell(string trouble)
    {
        if (_trouble != trouble)
        {
            _trouble = trouble;
            Log.NotTaken(logger, trouble);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The host's roster was not taken over, so that the one before stays in force: {Why}")]
        public static partial void NotTaken(ILogger logger, string why);
    }
}
