using Gatehouse.Host.Storage;

namespace Gatehouse.Host.People;

/// <summary>What somebody was, so that it can be told and taken back.</summary>
internal sealed record PersonState(
    string Name, string Group, string? Department, string? Language, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, DateTimeOffset? RemovedAt = null, DateTimeOffset? PurgedAt = null)
{
    /// <summary>What somebody is.</summary>
    public static PersonState Of(PersonRow person) =>
        new(person.Name, person.Group, person.Department, person.Language, person.ValidFrom, person.ValidTo, person.RemovedAt, person.PurgedAt);

    /// <summary>Makes somebody so.</summary>
    public void Restore(PersonRow person)
    {
        (person.Name, person.Group, person.Department, person.Language) = (Name, Group, Department, Language);
        (person.ValidFrom, person.ValidTo, person.RemovedAt, person.PurgedAt) = (ValidFrom, ValidTo, RemovedAt, PurgedAt);
    }
}

/// <summary>Whose a badge was, and in which state.</summary>
/// <param name="Badge">The badge.</param>
/// <param name="Person">Whose; null where it was nobody's yet.</param>
/// <param name="State">In which state.</param>
internal sealed record GivenBadge(string Badge, long? Person, string? State);

/// <summary>What a row of a sheet changes.</summary>
/// <param name="Now">What it says.</param>
/// <param name="Before">Who has that number already; null where nobody does.</param>
/// <param name="NewBadges">The badges that they get.</param>
/// <param name="Differences">What differs, each in a sentence.</param>
internal sealed record SheetChange(SheetPerson Now, PersonRow? Before, IReadOnlyList<string> NewBadges, IReadOnlyList<string> Differences)
{
    /// <summary>Whether nobody has that number, or somebody who was removed.</summary>
    public bool IsNew => Before?.RemovedAt is not null || Before is null;

    /// <summary>What becomes of the person, for the audit log.</summary>
    public object Told => new { Now.Name, Now.Group, Now.Department, Now.Language, Now.ValidFrom, Now.ValidTo, NewBadges = NewBadges.Count > 0 ? NewBadges : null };

    /// <summary>What a row of the sheet changes; a badge that was returned may be given to anybody.</summary>
    /// <param name="now">What it says.</param>
    /// <param name="before">Who has that number already.</param>
    /// <param name="badge">The badge that is kept, if it is.</param>
    /// <param name="zone">The zone in which days are meant.</param>
    public static SheetChange Of(SheetPerson now, PersonRow? before, Func<string, BadgeRow?> badge, TimeZoneInfo zone)
    {
        List<string> added = [.. now.Badges.Where(b => badge(b) is not { } row || (row.State == BadgeRow.Returned && (row.PersonId != before?.Id || before.RemovedAt is not null)))];
        if (before is null || before.RemovedAt is not null)
        {
            return new SheetChange(now, before, added, [$"{now.Number} {now.Name} is new"]);
        }

        (string What, string? Was, string? Is)[] fields =
        [
            ("name", before.Name, now.Name),
            ("group", before.Group, now.Group),
            ("department", before.Department, now.Department),
            ("language", before.Language, now.Language),
            ("validFrom", PersonSheet.Day(before.ValidFrom, zone, days: 0), PersonSheet.Day(now.ValidFrom, zone, days: 0)),
            ("validTo", PersonSheet.Day(before.ValidTo, zone, days: 1), PersonSheet.Day(now.ValidTo, zone, days: 1)),
        ];
        return new SheetChange(now, before, added,
        [
            .. fields.Where(field => field.Was != field.Is).Select(field => $"{now.Number} {now.Name}: {field.What} {field.Was ?? "none"} becomes {field.Is ?? "none"}"),
            .. added.Select(b => $"{now.Number} {now.Name}: gets the badge {b}"),
        ]);
    }

    /// <summary>Takes it over into the person's row.</summary>
    public void Apply(PersonRow person, long revision)
    {
        new PersonState(Now.Name, Now.Group, Now.Department, Now.Language, Now.ValidFrom, Now.ValidTo).Restore(person);
        person.Suspended = person.Suspended && !IsNew;
        person.ChangedIn = revision;
    }
}
