using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Snapshots;
using Gatehouse.Kiosk.Sync;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.Screening;

/// <summary>
/// Has the gate decide by the policy that the host wants, each from its time on: also while the host is away, for what is to
/// come is kept. Where nobody knows the time, the host's own counts, as it last said. A kiosk whose host has no policy keeps
/// the one that was installed.
/// </summary>
/// <param name="link">The way to the host.</param>
/// <param name="snapshots">Where the policy in force and the plan are kept.</param>
/// <param name="inForce">The policy in force.</param>
/// <param name="use">Told what to decide by from now on.</param>
/// <param name="clocks">What time it is, if it is known.</param>
/// <param name="logger">Told what the host gave and could not be used.</param>
public sealed partial class PolicyWorker(
    HostLink link, KioskSnapshots snapshots, Policy inForce, Action<Policy> use, LaneClocks clocks, ILogger<PolicyWorker> logger)
{
    private const string Device = "policy";
    private static readonly TimeSpan AskEvery = TimeSpan.FromMinutes(1);

    private readonly Nudge _told = new(clocks.Real);
    private volatile PolicyPlan? _plan = Kept(snapshots);
    private string _revision = inForce.Revision;
    private string? _refused;
    private string? _trouble;

    /// <summary>Whether the gate has an air sensor, without which some policies let nobody be measured.</summary>
    public bool HasAirSensor { get; init; } = true;

    /// <summary>Records that a policy cannot be used, and that another one can.</summary>
    public Action<JournalDraft> Record { get; init; } = _ => { };

    /// <summary>Asks the host soon where it has another plan than this kiosk.</summary>
    public void Told(string? newest)
    {
        if (newest is not null && newest != _plan?.Mark)
        {
            _told.Give();
        }
    }

    /// <summary>Asks at once, each time that it is told to, and every minute, and puts in force what is due, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // What became due while the kiosk was off does not wait for a host that is away.
            var trouble = Trouble(PutDueInForce);
            var said = _revision;
            try
            {
                if (await link.PoliciesAsync(_plan?.Mark, _revision, cancellationToken) is { } plan)
                {
                    // One that cannot be kept is given again the next time.
                    trouble = Trouble(() => snapshots.PolicyPlan.Store(plan));
                    _plan = trouble is null ? plan : _plan;
                    trouble = Trouble(PutDueInForce) ?? trouble;
                }
            }
            catch (HostException e)
            {
                // What a host that is away says, forwarding says as well.
                trouble = e.Refused ? e.Message : trouble;
            }

            Tell(trouble);
            if (_revision == said)
            {
                await _told.WaitAsync(Pause(), cancellationToken);
            }
        }
    }

    /// <summary>A policy as the host wrote it.</summary>
    /// <param name="document">What it wrote.</param>
    /// <param name="hasAirSensor">Whether the gate has one.</param>
    /// <exception cref="SnapshotException">This kiosk cannot decide by it.</exception>
    public static Policy Read(JsonElement document, bool hasAirSensor)
    {
        try
        {
            var policy = document.Deserialize(PolicyJson.Default.Policy) ?? throw new JsonException();
            return policy.Faults() is { Count: > 0 } faults ? throw new SnapshotException(string.Join(" ", faults))
                : policy.Unmet(hasAirSensor) is { } unmet ? throw new SnapshotException(unmet)
                : policy;
        }
        catch (JsonException e)
        {
            throw new SnapshotException($"This kiosk's software does not understand the policy{(string.IsNullOrEmpty(e.Path) ? "" : $" at {e.Path}")}: bring it to the host's version.");
        }
    }

    private static PolicyPlan? Kept(KioskSnapshots snapshots)
    {
        try
        {
            return snapshots.PolicyPlan.Exists ? snapshots.PolicyPlan.Load() : null;
        }
        catch (SnapshotException)
        {
            // The host gives it again.
            return null;
        }
    }

    private void PutDueInForce()
    {
        if (_plan is not { } plan || plan.InForce(clocks.Known ?? plan.At) is not { } due || due.Revision == _refused)
        {
            return;
        }

        if (due.Revision == _revision)
        {
            Decides();
            return;
        }

        Policy policy;
        try
        {
            policy = Read(due.Document, HasAirSensor);
        }
        catch (SnapshotException e)
        {
            _refused = due.Revision;
            Record(PassageRecords.Alarm(RecordKind.Fault, Device, "unusable", $"The policy {due.Revision} is not in force here, {_revision} is: {e.Message}"));
            throw;
        }

        // Kept first: what was decided by it must be computable again.
        snapshots.PutInForce(policy);
        use(policy);
        _revision = policy.Revision;
        Decides();
    }

    /// <summary>What the host wants is in force.</summary>
    private void Decides()
    {
        if (_refused is not null)
        {
            _refused = null;
            Record(PassageRecords.Alarm(RecordKind.Cleared, Device, "works", null));
        }
    }

    private TimeSpan Pause()
    {
        var left = clocks.Known is { } now && _plan?.Policies.FirstOrDefault(p => p.From > now) is { } next ? next.From - now : AskEvery;
        return left < AskEvery ? left : AskEvery;
    }

    private static string? Trouble(Action step)
    {
        try
        {
            step();
            return null;
        }
        catch (SnapshotException e)
        {
            return e.Message;
        }
    }

    /// <summary>Tells each trouble once, for as long as it lasts.</summary>
    private void Tell(string? trouble)
    {
        if (trouble is not null && _trouble != trouble)
        {
            Log.NotTaken(logger, trouble);
        }

        _trouble = trouble;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The host's policy was not taken over: {Why}")]
        public static partial void NotTaken(ILogger logger, string why);
    }
}
