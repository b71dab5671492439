using Gatehouse.Contract;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Lane;

/// <summary>One person's attempt at the lane.</summary>
internal sealed class Passage(string id, Direction direction, BadgeHash? badge, CredentialTechnology? technology, WorkClock clock) : IDisposable
{
    private ITimer? _deadline;
    private int _number;

    public string Id { get; } = id;

    public Direction Direction { get; } = direction;

    /// <summary>Null when the exit button was pressed.</summary>
    public BadgeHash? Badge { get; } = badge;

    public CredentialTechnology? Technology { get; } = technology;

    public WorkClock Clock { get; } = clock;

    /// <summary>The revision of the roster by which it began.</summary>
    public required string Roster { get; init; }

    public RosterPerson? Person { get; set; }

    public List<Reading> Readings { get; } = [];

    public Verdict? Verdict { get; set; }

    /// <summary>Why the last look at the face said nothing, in a word; null when it did.</summary>
    public string? NotMeasurable { get; set; }

    /// <summary>The gate's mode when it began; null where nobody is measured: on the way out, and while the fire loop is open.</summary>
    public GateMode? Mode { get; set; }

    /// <summary>The person's re-check ticket, brought or given; null when there is none.</summary>
    public RecheckTicket? Ticket { get; set; }

    /// <summary>Whether somebody is admitted who is in already, as far as the gate knows.</summary>
    public bool IsPassback { get; set; }

    /// <summary>Why it was granted, in a word; null before.</summary>
    public string? Reason { get; set; }

    /// <summary>Whether it was granted because the arm is free.</summary>
    public bool IsFreed => Reason is Entrance.FireLoopOpen or StandingOrder.FreePassage;

    /// <summary>Its granted record; completes once that is durable, or fails.</summary>
    public Task<JournalEntry>? Granted { get; set; }

    /// <summary>Begins a deadline; the one before no longer counts.</summary>
    public void Within(TimeSpan time, TimeProvider provider, Action<LaneEvent> post)
    {
        _deadline?.Dispose();
        var number = ++_number;
        _deadline = provider.CreateTimer(_ => post(new DeadlinePassed(this, number)), null, time, Timeout.InfiniteTimeSpan);
    }

    /// <summary>False for a deadline that another has replaced while its event was in the queue.</summary>
    public bool Counts(DeadlinePassed passed) => passed.Number == _number;

    public void Dispose() => _deadline?.Dispose();
}
