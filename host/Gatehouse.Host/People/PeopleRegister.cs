using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.People;

/// <summary>What an import did, or would do.</summary>
/// <param name="Added">People who are new.</param>
/// <param name="Changed">People of whom something differs.</param>
/// <param name="Unchanged">People who are as the sheet says already.</param>
/// <param name="Differences">What differs, person by person.</param>
/// <param name="Errors">What is wrong with the sheet; then nothing is done.</param>
/// <param name="Roster">The revision of the roster that it made; null where it made none.</param>
internal sealed record ImportReport(int Added, int Changed, int Unchanged, IReadOnlyList<string> Differences, IReadOnlyList<CellError> Errors, string? Roster);

/// <summary>The site's people and their badges. Each change makes a revision of the roster, which kiosks follow.</summary>
internal sealed class PeopleRegister(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>The zone in which days are meant.</summary>
    private TimeZoneInfo Zone => time.LocalTimeZone;

    /// <summary>Takes over a sheet, whole or not at all. Who is not in it stays as they are.</summary>
    public async Task<ImportReport> ImportAsync(Actor by, PersonSheet sheet, bool dryRun, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var number = await context.NextAsync(CounterRow.Rosters, cancellationToken);
        var known = await context.People.Where(p => p.SiteId == SiteRow.First).ToDictionaryAsync(p => p.Number, StringComparer.Ordinal, cancellationToken);
        var badges = await context.Badges.Where(b => b.SiteId == SiteRow.First).ToDictionaryAsync(b => b.Badge, StringComparer.Ordinal, cancellationToken);
        var errors = new List<CellError>(sheet.Errors);
        errors.AddRange(
            from person in sheet.People
            from badge in person.Badges
            where badges.TryGetValue(badge, out var row) && row.State != BadgeRow.Returned && (!known.TryGetValue(person.Number, out var owner) || owner.Id != row.PersonId)
            select new CellError(person.Row, "badges", $"{badge} is another person's, {known.Values.Single(p => p.Id == badges[badge].PersonId).Number}: say 'gatehouse-host badge return' first"));
        if (errors.Count > 0)
        {
            return new ImportReport(0, 0, 0, [], [.. errors.OrderBy(e => e.Row)], null);
        }

        var changes = sheet.People.Select(person => Change.Of(person, known.GetValueOrDefault(person.Number), badges, Zone)).ToList();
        var differing = changes.Where(c => c.Differences.Count > 0).ToList();
        var report = new ImportReport(
            changes.Count(c => c.Before is null), differing.Count(c => c.Before is not null), changes.Count - differing.Count, [.. differing.SelectMany(c => c.Differences)], [], null);
        if (dryRun || differing.Count == 0)
        {
            return report;
        }

        var revision = await ReviseAsync(context, number, "import", cancellationToken);
        var audit = new List<AuditEntry> { new("people.import", "", After: new { report.Added, report.Changed, report.Unchanged, Roster = Rosters.RosterSource.Name(revision) }) };
        audit.AddRange(differing.Select(c => new AuditEntry(c.Before is null ? "person.add" : "person.change", c.Now.Number, c.Before is { } person ? Told(person) : null, c.Told)));
        foreach (var change in differing)
        {
            await ApplyAsync(context, change, badges, revision, cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, audit, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return report with { Roster = Rosters.RosterSource.Name(revision) };
    }

    /// <summary>Changes the state of a badge.</summary>
    /// <returns>Whose it is, and the revision of the roster; null where it was in that state already.</returns>
    /// <exception cref="NotThereException">Nobody has it.</exception>
    public async Task<(PersonRow Owner, string? Roster)> SetBadgeAsync(Actor by, string badge, string state, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var number = await context.NextAsync(CounterRow.Rosters, cancellationToken);
        var row = await context.Badges.SingleOrDefaultAsync(b => b.SiteId == SiteRow.First && b.Badge == badge, cancellationToken)
            ?? throw new NotThereException($"Nobody has the badge {badge}: 'gatehouse-host people list' shows everybody's.");
        var owner = await context.People.SingleAsync(p => p.SiteId == row.SiteId && p.Id == row.PersonId, cancellationToken);
        if (row.State == state)
        {
            return (owner, null);
        }

        var revision = await ReviseAsync(context, number, $"badge {state}", cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("badge.state", badge, new { Person = owner.Number, row.State }, new { Person = owner.Number, State = state }), cancellationToken);
        (row.State, row.ChangedAt, owner.ChangedIn) = (state, revision.At, revision.Number);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (owner, Rosters.RosterSource.Name(revision));
    }

    /// <summary>Lets somebody in again, or not.</summary>
    /// <returns>The person, and the revision of the roster; null where it was so already.</returns>
    /// <exception cref="NotThereException">There is nobody of this number.</exception>
    public async Task<(PersonRow Person, string? Roster)> SuspendAsync(Actor by, string person, bool suspended, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var number = await context.NextAsync(CounterRow.Rosters, cancellationToken);
        var row = await context.People.SingleOrDefaultAsync(p => p.SiteId == SiteRow.First && p.Number == person, cancellationToken)
            ?? throw new NotThereException($"Nobody has the number {person}: 'gatehouse-host people list' shows everybody.");
        if (row.Suspended == suspended)
        {
            return (row, null);
        }

        var revision = await ReviseAsync(context, number, suspended ? "suspended" : "readmitted", cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry(suspended ? "person.suspend" : "person.readmit", person, new { row.Suspended }, new { Suspended = suspended }), cancellationToken);
        (row.Suspended, row.ChangedIn) = (suspended, revision.Number);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (row, Rosters.RosterSource.Name(revision));
    }

    /// <summary>Everybody with their badges, by number.</summary>
    public async Task<IReadOnlyList<(PersonRow Person, IReadOnlyList<BadgeRow> Badges)>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var badges = (await context.Badges.AsNoTracking().Where(b => b.SiteId == SiteRow.First).OrderBy(b => b.Badge).ToListAsync(cancellationToken)).ToLookup(b => b.PersonId);
        var people = await context.People.AsNoTracking().Where(p => p.SiteId == SiteRow.First).OrderBy(p => p.Number).ToListAsync(cancellationToken);
        return [.. people.Select(p => (p, (IReadOnlyList<BadgeRow>)[.. badges[p.Id]]))];
    }

    /// <summary>Makes a revision of the roster with nobody changed in it, so that a host that was put back gives none that it gave before; the caller commits.</summary>
    /// <returns>The revision; null where there is no roster.</returns>
    public async Task<string?> RenewAsync(GatehouseContext context, CancellationToken cancellationToken) =>
        await context.Rosters.AnyAsync(r => r.SiteId == SiteRow.First, cancellationToken)
            ? Rosters.RosterSource.Name(await ReviseAsync(context, await context.NextAsync(CounterRow.Rosters, cancellationToken), "restored", cancellationToken))
            : null;

    /// <summary>A revision of the roster, whose number was taken before anything was looked at: whoever else wants one waits until the transaction ends.</summary>
    private Task<RosterRow> ReviseAsync(GatehouseContext context, long number, string what, CancellationToken cancellationToken) =>
        Rosters.RosterRevisions.AddAsync(context, number, what, time, cancellationToken);

    private static async Task ApplyAsync(
        GatehouseContext context, Change change, Dictionary<string, BadgeRow> badges, RosterRow revision, CancellationToken cancellationToken)
    {
        var person = change.Before;
        if (person is null)
        {
            person = new PersonRow { SiteId = SiteRow.First, Id = await context.NextAsync(CounterRow.People, cancellationToken), Number = change.Now.Number, Name = "", Group = "" };
            context.People.Add(person);
        }

        person.Name = change.Now.Name;
        person.Group = change.Now.Group;
        person.Department = change.Now.Department;
        person.Language = change.Now.Language;
        person.ValidFrom = change.Now.ValidFrom;
        person.ValidTo = change.Now.ValidTo;
        person.ChangedIn = revision.Number;
        foreach (var badge in change.NewBadges)
        {
            if (badges.TryGetValue(badge, out var returned))
            {
                (returned.PersonId, returned.State, returned.ChangedAt) = (person.Id, BadgeRow.Active, revision.At);
            }
            else
            {
                context.Badges.Add(new BadgeRow { SiteId = SiteRow.First, Badge = badge, PersonId = person.Id, State = BadgeRow.Active, ChangedAt = revision.At });
            }
        }
    }

    private static object Told(PersonRow person) =>
        new { person.Name, person.Group, person.Department, person.Language, person.ValidFrom, person.ValidTo };

    private sealed record Change(SheetPerson Now, PersonRow? Before, IReadOnlyList<string> NewBadges, IReadOnlyList<string> Differences)
    {
        /// <summary>What becomes of the person.</summary>
        public object Told => new { Now.Name, Now.Group, Now.Department, Now.Language, Now.ValidFrom, Now.ValidTo, NewBadges = NewBadges.Count > 0 ? NewBadges : null };

        /// <summary>What a row of the sheet changes; a badge that was returned may be given to anybody.</summary>
        public static Change Of(SheetPerson now, PersonRow? before, Dictionary<string, BadgeRow> badges, TimeZoneInfo zone)
        {
            List<string> added = [.. now.Badges.Where(b => !badges.TryGetValue(b, out var row) || (row.State == BadgeRow.Returned && row.PersonId != before?.Id))];
            if (before is null)
            {
                return new Change(now, before, added, [$"{now.Number} {now.Name} is new"]);
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
            return new Change(now, before, added,
            [
                .. fields.Where(field => field.Was != field.Is).Select(field => $"{now.Number} {now.Name}: {field.What} {field.Was ?? "none"} becomes {field.Is ?? "none"}"),
                .. added.Select(badge => $"{now.Number} {now.Name}: gets the badge {badge}"),
            ]);
        }
    }
}
