namespace Gatehouse.Contract;

/// <summary>Who may pass, as a kiosk needs it. Badges stand in it as keyed hashes.</summary>
/// <param name="Revision">Names this roster in each record decided by it.</param>
/// <param name="BadgeKey">The site's badge key, 32 bytes in base64. The file is readable by the kiosk's user alone.</param>
/// <param name="TimeZone">The site's time zone, an IANA name, in which schedules are meant.</param>
/// <param name="Schedules">The weekly schedules that groups refer to.</param>
/// <param name="Groups">The groups.</param>
/// <param name="People">The people.</param>
/// <param name="Gate">What else holds at the gate whose roster it is; null for normal operation.</param>
public sealed record Roster(
    string Revision,
    string BadgeKey,
    string TimeZone,
    IReadOnlyList<Schedule> Schedules,
    IReadOnlyList<RosterGroup> Groups,
    IReadOnlyList<RosterPerson> People,
    GateRules? Gate = null);

/// <summary>People who share a schedule.</summary>
/// <param name="Name">The group's name.</param>
/// <param name="Schedule">When they may enter; null for always.</param>
/// <param name="Excluded">True where they may not enter by this gate, only leave.</param>
public sealed record RosterGroup(string Name, string? Schedule = null, bool Excluded = false);

/// <summary>One person.</summary>
/// <param name="Number">The number in the roster, which records name.</param>
/// <param name="Name">The person's name; kept as a personal value beside records. The number where a gate need not know it.</param>
/// <param name="Group">One of the roster's groups.</param>
/// <param name="Badges">Keyed hashes of the person's badges.</param>
/// <param name="ValidFrom">From when the permission holds; null for always.</param>
/// <param name="ValidTo">Until when, exclusive; null for always.</param>
/// <param name="Suspended">True while the person may not enter.</param>
/// <param name="Forgiven">Passages of this person before this do not say any more that they are in; null where all do.</param>
public sealed record RosterPerson(
    string Number,
    string Name,
    string Group,
    IReadOnlyList<string> Badges,
    DateTimeOffset? ValidFrom = null,
    DateTimeOffset? ValidTo = null,
    bool Suspended = false,
    DateTimeOffset? Forgiven = null);
