using Gatehouse.Contract;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Kiosk.Access;

namespace Gatehouse.Kiosk.Lane;

/// <summary>Something that happened at the lane. Events are handled one at a time, in the order in which they came.</summary>
internal abstract record LaneEvent;

/// <summary>A badge was read at <paramref name="ReadAt"/>, a timestamp of the real clock, after its frame's end was waited for.</summary>
internal sealed record BadgeShown(Direction Direction, BadgeRead Read, long ReadAt, TimeSpan Waited) : LaneEvent;

/// <summary>A burst ended.</summary>
internal sealed record Measured(Passage Passage, FaceReading Face) : LaneEvent;

/// <summary>The grant of a passage is durable, or <paramref name="Why"/> it is not, or not in time.</summary>
internal sealed record Recorded(Passage Passage, Exception? Why) : LaneEvent;

/// <summary>The arm turned.</summary>
internal sealed record Turned(Direction Direction) : LaneEvent;

/// <summary>The lane met what it cannot go on with: a device that fails against its contract, or never answers.</summary>
internal sealed record Broken(string Device, string Reason, Exception Why) : LaneEvent;

/// <summary>One of the gate's contacts changed.</summary>
internal sealed record InputChanged(GateInputChange Change) : LaneEvent;

/// <summary>The exit button has been pressed for so long that the way out has to be freed anew.</summary>
internal sealed record ButtonHeld : LaneEvent;

/// <summary>A deadline of a passage passed, the one of that number.</summary>
internal sealed record DeadlinePassed(Passage Passage, int Number) : LaneEvent;

/// <summary>The journal was looked through for re-check tickets that are not used.</summary>
internal sealed record TicketsKept(IReadOnlyList<RecheckTicket> Tickets) : LaneEvent;

/// <summary>The journal was looked through for who is in and who is on post.</summary>
/// <param name="Passed">Who went through, the oldest first.</param>
/// <param name="Forgotten">When what was known before was given up; null where it was not.</param>
/// <param name="OnPost">Who went on post and is on it still, and when.</param>
internal sealed record PresenceKept(IReadOnlyList<ElsewherePassed> Passed, DateTimeOffset? Forgotten, IReadOnlyDictionary<string, DateTimeOffset> OnPost) : LaneEvent;

/// <summary>The host told who went through other gates.</summary>
internal sealed record PassedElsewhere(IReadOnlyList<ElsewherePassed> Passed) : LaneEvent;

/// <summary>Another roster is in force.</summary>
internal sealed record RosterChanged(AccessControl Access) : LaneEvent;

/// <summary>Another policy is to be in force.</summary>
internal sealed record PolicyChanged(Policy Policy) : LaneEvent;

/// <summary>It is time to look whether the gate's mode has ended, and to free the arm anew.</summary>
internal sealed record OrderLooked : LaneEvent;

/// <summary>The record of a mode is durable, or was lost.</summary>
internal sealed record OrderRecorded(LaneOrder Order, bool IsDurable) : LaneEvent;

/// <summary>Somebody looks for this gate: it blinks so often more.</summary>
internal sealed record LookedFor(int Blinks) : LaneEvent;

/// <summary>The next badge at the way in is to be taken for enrolment.</summary>
internal sealed record EnrolmentBegun(string Command) : LaneEvent;

/// <summary>The way in is taken out of service, or put in again; <paramref name="Done"/> completes once nobody is under way any more.</summary>
internal sealed record ServiceChanged(bool InService, TaskCompletionSource Done) : LaneEvent;
