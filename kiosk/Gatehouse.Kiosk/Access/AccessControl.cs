using System.Globalization;
using Gatehouse.Contract;
using Gatehouse.Hardware.Badges;

namespace Gatehouse.Kiosk.Access;

/// <summary>Decides from the local roster alone who may enter; it never waits for the host.</summary>
public sealed class AccessControl
{
    /// <summary>No badge of the roster has this number.</summary>
    public const string UnknownBadge = "unknownBadge";

    /// <summary>The person's group does not enter by this gate.</summary>
    public const string NoPermission = "noPermission";

    /// <summary>The person is suspended.</summary>
    public const string Suspended = "suspended";

    /// <summary>The permission does not hold yet.</summary>
    public const string NotYetValid = "notYetValid";

    /// <summary>The permission holds no longer.</summary>
    public const string Expired = "expired";

    /// <summary>The group's schedule is closed now.</summary>
    public const string OutsideSchedule = "outsideSchedule";

    private readonly byte[] _badgeKey;
    private readonly TimeZoneInfo _zone;
    private readonly Dictionary<string, RosterPerson> _byBadge = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RosterGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Schedule> _schedules = new(StringComparer.Ordinal);

    /// <summary>Reads a roster whole.</summary>
    /// <exception cref="RosterException">It contradicts itself; the message names where.</exception>
    public AccessControl(Roster roster)
    {
        Roster = roster;
        _badgeKey = KeyOf(roster);
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(roster.TimeZone, out var zone)
            ? zone
            : throw new RosterException($"The roster's time zone '{roster.TimeZone}' is not known to this machine: use an IANA name such as Asia/Shanghai.");
        RefuseGaps(roster);
        RefuseLong(roster);
        RefuseTwice("schedule", roster.Schedules.Select(s => $"'{s.Name}'"));
        foreach (var schedule in roster.Schedules)
        {
            RefuseTwice($"day of the schedule '{schedule.Name}',", (schedule.Days ?? []).Select(d => d.Date.ToString("O", CultureInfo.InvariantCulture)));
            _schedules.Add(schedule.Name, schedule);
        }

        RefuseTwice("group", roster.Groups.Select(g => $"'{g.Name}'"));
        RefuseTwice("person", roster.People.Select(p => p.Number));
        foreach (var group in roster.Groups)
        {
            if (group.Schedule is { } named && !_schedules.ContainsKey(named))
            {
                throw new RosterException($"Group '{group.Name}' of the roster names the schedule '{named}', which is not in it.");
            }

            _groups.Add(group.Name, group);
        }

        foreach (var person in roster.People)
        {
            Add(person);
        }
    }

    /// <summary>The roster.</summary>
    public Roster Roster { get; }

    /// <summary>The roster's revision.</summary>
    public string Revision => Roster.Revision;

    /// <summary>The badge as records name it.</summary>
    public BadgeHash Hash(BadgeNumber badge) => BadgeHash.Of(badge.ToString(), _badgeKey);

    /// <summary>Whose badge it is, if anyone's; for leaving, which is never refused.</summary>
    public RosterPerson? Owner(BadgeHash? badge) => badge is { } known ? _byBadge.GetValueOrDefault(known.Hex) : null;

    /// <summary>Whether the owner of a badge may enter at a time; null when nobody knows which it is: neither dates nor schedules are then held against anybody.</summary>
    public AccessDecision MayEnter(BadgeHash badge, DateTimeOffset? at)
    {
        if (Owner(badge) is not { } person)
        {
            return new AccessDecision(null, UnknownBadge);
        }

        var group = _groups[person.Group];
        if (group.Excluded)
        {
            return new AccessDecision(person, NoPermission);
        }

        if (person.Suspended)
        {
            return new AccessDecision(person, Suspended);
        }

        if (at < person.ValidFrom)
        {
            return new AccessDecision(person, NotYetValid);
        }

        if (at >= person.ValidTo)
        {
            return new AccessDecision(person, Expired);
        }

        return group.Schedule is not { } schedule || at is not { } now || _schedules[schedule].IsOpen(TimeZoneInfo.ConvertTime(now, _zone).DateTime)
            ? new AccessDecision(person, null)
            : new AccessDecision(person, OutsideSchedule);
    }

    internal static byte[] KeyOf(Roster roster)
    {
        var key = new byte[32];
        return Convert.TryFromBase64String(roster.BadgeKey, key, out var written) && written == key.Length
            ? key
            : throw new RosterException("The roster's badge key is not 32 bytes in base64: head -c 32 /dev/urandom | base64 makes one.");
    }

    internal static void RefuseGaps(Roster roster)
    {
        IEnumerable<(string Where, bool HasGap)> lists =
        [
            ("schedules", roster.Schedules.Any(s => s?.Windows.Any(w => w is null) != false || s.Days?.Any(d => d is null) == true)),
            ("groups", roster.Groups.Any(g => g is null)),
            ("people", roster.People.Any(p => p?.Badges.Any(b => b is null) != false)),
        ];
        if (lists.FirstOrDefault(list => list.HasGap) is { HasGap: true, Where: var where })
        {
            throw new RosterException($"An entry among the {where} of the roster is null; fill it in or take it out.");
        }
    }

    /// <summary>A record with a longer one would be refused by the host, and everything after it would stay on the kiosk.</summary>
    private static void RefuseLong(Roster roster)
    {
        var texts = roster.People.SelectMany(p => new (string What, string Text)[] { ("number of a person", p.Number), ("name of a person", p.Name) })
            .Concat(roster.Groups.Select(g => (What: "name of a group", Text: g.Name)));
        if (texts.FirstOrDefault(t => t.Text.Length > RecordLimits.MaxName) is { Text: { } text, What: var what })
        {
            throw new RosterException($"The {what} in the roster, '{text[..20]}...', has {text.Length} characters; {RecordLimits.MaxName} are allowed.");
        }
    }

    private static void RefuseTwice(string what, IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (names.FirstOrDefault(name => !seen.Add(name)) is { } twice)
        {
            throw new RosterException($"The {what} {twice} stands twice in the roster; keep one of them.");
        }
    }

    private void Add(RosterPerson person)
    {
        if (!_groups.ContainsKey(person.Group))
        {
            throw new RosterException($"Person {person.Number} of the roster is in the group '{person.Group}', which is not in it.");
        }

        if (person.Number.Length == 0 || person.Name.Length == 0)
        {
            throw new RosterException($"A person of the roster, number '{person.Number}', name '{person.Name}', has no number or no name; records need both.");
        }

        if (person.ValidFrom >= person.ValidTo)
        {
            throw new RosterException($"Person {person.Number} of the roster is valid from a time that is not before the one it is valid to.");
        }

        foreach (var badge in person.Badges)
        {
            if (!BadgeHash.IsHash(badge))
            {
                throw new RosterException($"A badge of person {person.Number} of the roster is not a keyed hash of 32 lower-case hexadecimal digits.");
            }

            if (!_byBadge.TryAdd(badge, person))
            {
                throw new RosterException(_byBadge[badge] == person
                    ? $"Person {person.Number} of the roster has the same badge twice; keep one."
                    : $"Persons {_byBadge[badge].Number} and {person.Number} of the roster have the same badge.");
            }
        }
    }
}
