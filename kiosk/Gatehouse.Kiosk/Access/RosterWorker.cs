using Gatehouse.Contract;
using Gatehouse.Kiosk.Snapshots;
using Gatehouse.Kiosk.Sync;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.Access;

/// <summary>
/// Keeps the roster as the host has it: asking whenever it is told of a change, every minute besides, and for the whole where
/// its own does not fit. A kiosk whose host has no people keeps the roster that was installed.
/// </summary>
/// <param name="link">The way to the host.</param>
/// <param name="snapshots">Where the roster in force is kept.</param>
/// <param name="inForce">That roster.</param>
/// <param name="use">Told what to decide by from now on.</param>
/// <param name="time">The real time.</param>
/// <param name="logger">Told what the host gave and could not be used.</param>
public sealed partial class RosterWorker(
    HostLink link, KioskSnapshots snapshots, Roster inForce, Action<AccessControl> use, TimeProvider time, ILogger<RosterWorker> logger)
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMinutes(1);

    private readonly Nudge _told = new(time);
    private Roster _roster = inForce;
    private string _digest = RosterDigest.Of(inForce);
    private volatile bool _wantsWhole;
    private bool _isKept = true;
    private string? _refused;
    private string? _trouble;

    /// <summary>The revision in force.</summary>
    public string Revision => _roster.Revision;

    /// <summary>Asks the host soon where it has another revision than the one in force.</summary>
    public void Told(string? newest)
    {
        if (newest is not null && newest != Revision && newest != _refused)
        {
            _told.Give();
        }
    }

    /// <summary>Asks the host soon for the whole, whatever is in force.</summary>
    public void Align()
    {
        _wantsWhole = true;
        _told.Give();
    }

    /// <summary>Asks at once, each time that it is told to, and every minute, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
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

            await _told.WaitAsync(AskEvery, cancellationToken);
        }
    }

    private async Task BringUpAsync(CancellationToken cancellationToken)
    {
        if (_wantsWhole)
        {
            Use((await link.RosterAsync(since: null, digest: null, cancellationToken))?.Of(null) ?? throw new RosterException("The host was asked for the whole roster and gave none."));
            _wantsWhole = false;
        }

        while (await link.RosterAsync(Revision, _digest, cancellationToken) is { } update)
        {
            var before = Revision;
            // Changes of another one than is in force here are of no use, and neither is a gap between them.
            var roster = update.Of(_roster)
                ?? (await link.RosterAsync(since: null, digest: null, cancellationToken))?.Of(null)
                ?? throw new RosterException("The host gave changes of another roster, and was asked for the whole and gave none.");
            Use(roster);
            if (Revision == before)
            {
                // It did not hold what the host thought. Once is enough: where they still differ, the host shows it.
                break;
            }
        }

        Keep();
    }

    private void Use(Roster roster)
    {
        try
        {
            // In force before it is kept: who was taken off it must not be let in because a disk is full.
            use(new AccessControl(roster));
            _roster = roster;
            _digest = RosterDigest.Of(roster);
            _isKept = false;
            _refused = null;
        }
        catch (RosterException)
        {
            _refused = roster.Revision;
            throw;
        }
    }

    private void Keep()
    {
        if (!_isKept)
        {
            snapshots.Roster.Store(_roster);
            _isKept = true;
        }
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
        [LoggerMessage(Level = LogLevel.Warning, Message = "The host's roster was not taken over, or cannot be kept: {Why}")]
        public static partial void NotTaken(ILogger logger, string why);
    }
}
