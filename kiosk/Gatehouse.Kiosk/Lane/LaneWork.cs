using System.Globalization;
using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Screening;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.Lane;

/// <summary>What entrance and exit of one lane share: devices, rules, journal, and the status they show.</summary>
internal sealed partial class LaneWork(LaneDevices devices, LaneRules rules, SegmentJournal journal, LaneClocks clocks, ILogger logger)
{
    private LaneStatus _status = new(LaneState.Ready, Signal.Ready, 0, 0, null);
    private Policy? _next;
    private int _open;
    private int _lost;

    public LaneDevices Devices => devices;

    public LaneRules Rules { get; private set; } = rules;

    public LaneClocks Clocks => clocks;

    public SegmentJournal Journal => journal;

    public LaneStatus Status => Volatile.Read(ref _status) with { Open = Volatile.Read(ref _open) };

    public UnrecordedMark Unrecorded { get; } = new();

    /// <summary>Decides by another roster from the next badge on.</summary>
    public void Use(AccessControl access) => Rules = Rules with { Access = access };

    /// <summary>The limit in force.</summary>
    public GateLimit Limit { get; } = new(rules.Policy);

    /// <summary>Decides by another policy from the next change-over on.</summary>
    public void Use(Policy policy) => _next = policy;

    /// <summary>Between two people: puts the policy in force that came meanwhile, and says so.</summary>
    public void ChangeOver()
    {
        if (_next is not { } policy)
        {
            return;
        }

        _next = null;
        var before = Rules.Policy.Revision;
        Rules.Instrument.PutInForce(policy);
        Limit.PutInForce(policy);
        Record(JournalDraft.Of(RecordKind.Policy, new PolicyPutInForce(policy.Revision, before), ContractJson.Default.PolicyPutInForce));
    }

    /// <summary>What the gate does with a verdict now.</summary>
    public GateMode Mode => Rules.Instrument.IsOutOfTolerance || ShiftTest?.IsBlind == true ? GateMode.Guard : Order.Mode switch
    {
        LaneMode.Guard => GateMode.Guard,
        LaneMode.Measure => GateMode.Measure,
        _ => Rules.Policy.Mode,
    };

    /// <summary>The mode that the host wants, as it holds now.</summary>
    public LaneOrder Order => LaneOrder.Of(Rules.Access.Roster.Gate, Clocks.Known);

    /// <summary>Says whether the gate can see; null before the lane runs.</summary>
    public ShiftTest? ShiftTest { get; set; }

    /// <summary>On whom the lot falls.</summary>
    public LotBook Lots { get; } = new(() => rules.Instrument.Policy.ReferredByLot, rules.Lot, clocks.Lane);

    public Passage NewPassage(BadgeShown shown) =>
        new(
            Guid.CreateVersion7(clocks.Real.GetUtcNow()).ToString("N"),
            shown.Direction,
            Rules.Access.Hash(shown.Read.Badge),
            shown.Read.Technology,
            new WorkClock(clocks.Real, shown.ReadAt, shown.Waited))
        {
            Roster = Rules.Access.Revision,
        };

    /// <summary>A passage without a badge.</summary>
    public Passage NewPassage(Direction direction) =>
        new(Guid.CreateVersion7(clocks.Real.GetUtcNow()).ToString("N"), direction, null, null, new WorkClock(clocks.Real, clocks.Real.GetTimestamp(), TimeSpan.Zero))
        {
            Roster = Rules.Access.Revision,
        };

    public void Show(LaneState state, Signal signal)
    {
        _status = Status with { State = state, Signal = signal };
        devices.Light.Show(signal);
        foreach (var reader in devices.Readers.Where(reader => reader.Direction == Direction.In))
        {
            reader.Reader.Show(signal);
        }
    }

    /// <summary>Shows what it shows, in another state.</summary>
    public void Enter(LaneState state) => _status = Status with { State = state };

    public Task<JournalEntry> Decide(string kind, Passage passage, string reason)
    {
        if (kind == RecordKind.Granted)
        {
            Interlocked.Increment(ref _open);
        }

        var owed = Unrecorded.Owed();
        var draft = PassageRecords.Decision(kind, passage, reason, Rules, afterUnrecorded: owed is not null);
        _status = Status with
        {
            Passages = Status.Passages + 1,
            Last = new LaneDecision(
                passage.Person?.Number,
                passage.Direction,
                kind == RecordKind.Granted,
                reason,
                passage.Verdict is { } verdict ? PassageRecords.Word(verdict) : null,
                passage.Readings.Count),
        };
        var append = journal.AppendAsync(draft, CancellationToken.None);
        return owed is { } said ? SayAsync(append, said) : append;
    }

    /// <summary>Closes a passage once its grant is durable; a grant that never was has nothing to close.</summary>
    public void Close(Passage passage, string outcome)
    {
        passage.Dispose();
        Track(CloseAsync(passage, outcome));
    }

    /// <summary>Records what no one waits for. A failure is the technician's to know; the lane goes on. With little room left, telemetry is not recorded.</summary>
    public void Record(JournalDraft draft)
    {
        if (!(draft.IsTelemetry && journal.IsShortOfRoom))
        {
            Track(journal.AppendAsync(draft, CancellationToken.None));
        }
    }

    /// <summary>Watches an append that no one waits for.</summary>
    public void Track(Task append) => _ = WatchAsync(append);

    /// <summary>Watches the grant of somebody who was let out already.</summary>
    public void TrackPassed(Task grant) => _ = WatchAsync(grant, passed: true);

    private async Task<JournalEntry> SayAsync(Task<JournalEntry> append, long said)
    {
        var entry = await append;
        Unrecorded.Said(said);
        return entry;
    }

    private async Task CloseAsync(Passage passage, string outcome)
    {
        try
        {
            var granted = await passage.Granted!;
            await journal.AppendAsync(PassageRecords.Closing(passage, granted, outcome), CancellationToken.None);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task WatchAsync(Task append, bool passed = false)
    {
        try
        {
            await append;
        }
        catch (JournalException e)
        {
            if (passed)
            {
                Unrecorded.Passed();
            }

            Interlocked.Increment(ref _lost);
            Log.NotRecorded(logger, e.Message);
            return;
        }

        await TellLostAsync();
    }

    /// <summary>Says in the journal, now that it works again, how many records it could not take.</summary>
    private async Task TellLostAsync()
    {
        var lost = Interlocked.Exchange(ref _lost, 0);
        if (lost == 0)
        {
            return;
        }

        try
        {
            var told = PassageRecords.Alarm(
                RecordKind.Fault, "journal", "recordsLost", string.Create(CultureInfo.InvariantCulture, $"The journal could not take {lost} record(s) before this one: look at the disk and what is free on it."));
            await journal.AppendAsync(told, CancellationToken.None);
            await journal.AppendAsync(PassageRecords.Alarm(RecordKind.Cleared, "journal", "works", null), CancellationToken.None);
        }
        catch (JournalException e)
        {
            Interlocked.Add(ref _lost, lost);
            Log.NotRecorded(logger, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A record of the lane was lost: {Why}")]
        public static partial void NotRecorded(ILogger logger, string why);
    }
}
