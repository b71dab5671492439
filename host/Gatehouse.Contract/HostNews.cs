namespace Gatehouse.Contract;

/// <summary>What a kiosk may not know yet.</summary>
/// <param name="At">The host's wall clock, UTC.</param>
/// <param name="Roster">The newest revision of the roster; null where the host has none.</param>
/// <param name="Commands">The kiosk's commands that are not known to be taken, the oldest first; absent when there is none.</param>
/// <param name="Elsewhere">Who went through other gates since the news before on this line, all of the last day on the first; absent when nobody, and where no gate looks for it.</param>
/// <param name="Policies">The <see cref="PolicyPlan.Mark"/> of the newest plan; null where the host has no policy.</param>
public sealed record HostNews(DateTimeOffset At, string? Roster, IReadOnlyList<KioskCommand>? Commands = null, IReadOnlyList<ElsewherePassed>? Elsewhere = null, string? Policies = null);

/// <summary>Somebody went through another gate; it was confirmed.</summary>
/// <param name="Person">The person's number.</param>
/// <param name="Direction">One of <see cref="PassageDirection"/>.</param>
/// <param name="At">When, by that gate's clock.</param>
public sealed record ElsewherePassed(string Person, string Direction, DateTimeOffset At);

/// <summary>Something that a kiosk is to do once, soon or not at all.</summary>
/// <param name="Id">Names it; a kiosk takes it once however often it is told.</param>
/// <param name="Do">What to do, such as <see cref="Find"/>.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When, by the host's wall clock, UTC.</param>
/// <param name="Until">From then on it is stale and is refused.</param>
/// <param name="Trial">What <see cref="Try"/> is to compute; null for other commands.</param>
public sealed record KioskCommand(string Id, string Do, string By, DateTimeOffset At, DateTimeOffset Until, PolicyTrial? Trial = null)
{
    /// <summary>Blink and sound for a few seconds, for somebody who looks for the gate.</summary>
    public const string Find = "find";

    /// <summary>Ask the host for the whole roster, whatever is in force.</summary>
    public const string Align = "align";

    /// <summary>Take the next badge that is shown at the way in within a minute for enrolment instead of judging it.</summary>
    public const string Enrol = "enrol";

    /// <summary>Compute from the journal what another policy would have decided, and say so in a record; nothing else changes.</summary>
    public const string Try = "try";
}
