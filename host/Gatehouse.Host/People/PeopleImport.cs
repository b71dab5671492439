using System.Text.Json;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.People;

/// <summary>
/// Takes over sheets of people of any size: a sheet is read twice, first for what is wrong in it, then to take over the rest by some
/// hundred rows in one transaction. Who is not in it stays as they are.
/// </summary>
internal sealed class PeopleImport(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    private const int MostTold = 10_000;

    /// <summary>Takes over a sheet, whole or not at all, or but for the rows in which something is wrong.</summary>
    /// <exception cref="HostException">The sheet cannot be read.</exception>
    public async Task<ImportReport> RunAsync(Actor by, ImportWish wish, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var site = await context.Sites.AsNoTracking().SingleAsync(s => s.Id == SiteRow.First, cancellationToken);
        var map = Map(wish, site);
        var check = new SheetCheck(new PersonSheet(time.LocalTimeZone), map);
        await using (var badRows = wish.BadRows is { } path ? BadRowFile.Create(path) : null)
        {
            await check.RunAsync(wish.File, badRows, context, cancellationToken);
        }

        var report = new ImportReport(0, 0, 0, [], check.Errors, null) { ErrorCount = check.ErrorCount, BadRows = check.BadRows.Count };
        if (check.ErrorCount > 0 && wish.BadRows is null)
        {
            return report;
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        report = await TakeAsync(context, by, wish, map, check.BadRows, report, cancellationToken);
        if (!wish.DryRun && (report.Roster is not null || wish.Map is not null))
        {
            if (wish.Map is not null)
            {
                var kept = wish.Map.Count == 0 ? null : JsonSerializer.Serialize(map);
                await context.Sites.Where(s => s.Id == SiteRow.First).ExecuteUpdateAsync(s => s.SetProperty(x => x.ColumnMap, kept), cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        return report;
    }

    private static Dictionary<string, string> Map(ImportWish wish, SiteRow site)
    {
        var said = wish.Map ?? (site.ColumnMap is { } kept ? JsonSerializer.Deserialize<Dictionary<string, string>>(kept)! : []);
        return new Dictionary<string, string>(said, StringComparer.OrdinalIgnoreCase);
    }

    private async Task<ImportReport> TakeAsync(
        GatehouseContext context, Actor by, ImportWish wish, Dictionary<string, string> map, HashSet<int> bad, ImportReport report, CancellationToken cancellationToken)
    {
        var number = await context.NextAsync(CounterRow.Rosters, cancellationToken);
        RosterRow? revision = null;
        var differences = new List<string>();
        foreach (var lines in new PersonSheet(time.LocalTimeZone).Read(wish.File, map).Where(l => l.Person is not null && !bad.Contains(l.Row)).Chunk(PeopleChunk.Size))
        {
            var chunk = await PeopleChunk.ReadAsync(context, lines, cancellationToken);
            var changes = lines.Select(l => SheetChange.Of(l.Person!, chunk.Person(l.Person!.Number), chunk.Badge, time.LocalTimeZone)).ToList();
            var differing = changes.FindAll(c => c.Differences.Count > 0);
            report = report with
            {
                Added = report.Added + differing.Count(c => c.IsNew),
                Changed = report.Changed + differing.Count(c => !c.IsNew),
                Unchanged = report.Unchanged + changes.Count - differing.Count,
                DifferenceCount = report.DifferenceCount + differing.Sum(c => c.Differences.Count),
            };
            differences.AddRange(differing.SelectMany(c => c.Differences).Take(MostTold - differences.Count));
            if (differing.Count > 0 && !wish.DryRun)
            {
                foreach (var line in lines)
                {
                    if ((await chunk.ConflictsAsync(context, line.Person!, cancellationToken)).Count > 0)
                    {
                        throw new HostException("Somebody else changed badges meanwhile, so that nothing was taken over: import the sheet again.");
                    }
                }

                revision ??= await BeginAsync(context, by, number, cancellationToken);
                await ApplyAsync(context, by, differing, chunk, revision, cancellationToken);
            }

            context.ChangeTracker.Clear();
        }

        var done = report with { Differences = differences, Roster = revision is null ? null : RosterSource.Name(revision) };
        if (done.Roster is not null)
        {
            await AuditLog.AddAsync(context, by, time, new AuditEntry("people.import", "", After: new { done.Added, done.Changed, done.Unchanged, done.BadRows, done.Roster }), cancellationToken);
        }

        return done;
    }

    private async Task<RosterRow> BeginAsync(GatehouseContext context, Actor by, long number, CancellationToken cancellationToken)
    {
        var revision = await RosterRevisions.AddAsync(context, number, "import", time, cancellationToken);
        context.Imports.Add(new ImportRow { SiteId = SiteRow.First, Id = number, At = revision.At, By = by.ToString() });
        await context.SaveChangesAsync(cancellationToken);
        // The last one alone can be taken back.
        await context.ImportChanges.Where(c => c.SiteId == SiteRow.First).ExecuteDeleteAsync(cancellationToken);
        return revision;
    }

    private async Task ApplyAsync(
        GatehouseContext context, Actor by, List<SheetChange> differing, PeopleChunk chunk, RosterRow revision, CancellationToken cancellationToken)
    {
        var fresh = differing.Count(c => c.Before is null);
        var next = await context.NextAsync(CounterRow.People, cancellationToken, fresh) - fresh;
        var (people, badges, undo, audit) = (new List<PersonRow>(), new List<BadgeRow>(), new List<ImportChangeRow>(), new List<AuditEntry>());
        foreach (var change in differing)
        {
            var person = change.Before ?? new PersonRow { SiteId = SiteRow.First, Id = ++next, Number = change.Now.Number, Name = "", Group = "" };
            var before = change.Before is null ? null : PersonState.Of(person);
            audit.Add(new AuditEntry(change.IsNew ? "person.add" : "person.change", person.Number, change.IsNew ? null : before, change.Told));
            change.Apply(person, revision.Number);
            if (change.Before is null)
            {
                people.Add(person);
            }

            var given = new List<GivenBadge>();
            foreach (var badge in change.NewBadges)
            {
                if (chunk.Badge(badge) is { } returned)
                {
                    given.Add(new GivenBadge(returned.Badge, returned.PersonId, returned.State));
                    (returned.PersonId, returned.State, returned.ChangedAt) = (person.Id, BadgeRow.Active, revision.At);
                }
                else
                {
                    given.Add(new GivenBadge(badge, null, null));
                    badges.Add(new BadgeRow { SiteId = SiteRow.First, Badge = badge, PersonId = person.Id, State = BadgeRow.Active, ChangedAt = revision.At });
                }
            }

            undo.Add(new ImportChangeRow
            {
                SiteId = SiteRow.First,
                ImportId = revision.Number,
                PersonId = person.Id,
                Before = before is null ? null : JsonSerializer.Serialize(before, EntryJson.Options),
                Badges = JsonSerializer.Serialize(given, EntryJson.Options),
            });
        }

        await context.InsertAsync(people, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await context.InsertAsync(badges, cancellationToken);
        await context.InsertAsync(undo, cancellationToken);
        await AuditLog.AddAsync(context, by, time, audit, cancellationToken);
    }
}
