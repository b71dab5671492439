using System.Text.Json;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.People;

/// <summary>What came of taking back an import.</summary>
/// <param name="People">How many people are as they were before.</param>
/// <param name="Roster">The revision of the roster that it made; null where it made none.</param>
/// <param name="Changed">Who was changed since, so that nothing was done; the first of them.</param>
/// <param name="Refusal">Why nothing was done, in a sentence; null where it was.</param>
internal sealed record UndoReport(int People, string? Roster, IReadOnlyList<string> Changed, string? Refusal);

/// <summary>Takes back the last import, whole, unless somebody whom it changed was changed since. Who was new is removed, and their name is erased.</summary>
internal sealed class ImportUndo(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    private const int MostNamed = 20;

    /// <summary>Takes it back.</summary>
    public async Task<UndoReport> RunAsync(Actor by, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var number = await context.NextAsync(CounterRow.Rosters, cancellationToken);
        var last = await context.Imports.AsNoTracking().Where(i => i.SiteId == SiteRow.First).OrderByDescending(i => i.Id).FirstOrDefaultAsync(cancellationToken);
        if (last is not { UndoneAt: null })
        {
            return new UndoReport(0, null, [], last is null ? "Nothing was imported yet." : "The last import was taken back already, and those before it cannot be.");
        }

        var changes = context.ImportChanges.AsNoTracking().Where(c => c.SiteId == SiteRow.First && c.ImportId == last.Id);
        var changed = await changes
            .Join(context.People.Where(p => p.ChangedIn != last.Id), c => new { c.SiteId, Id = c.PersonId }, p => new { p.SiteId, p.Id }, (c, p) => p.Number)
            .OrderBy(n => n)
            .Take(MostNamed)
            .ToListAsync(cancellationToken);
        if (changed.Count > 0)
        {
            return new UndoReport(0, null, changed, "Somebody whom the last import changed was changed since.");
        }

        var revision = await RosterRevisions.AddAsync(context, number, "import undone", time, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        var (done, after) = (0, 0L);
        while (await changes.Where(c => c.PersonId > after).OrderBy(c => c.PersonId).Take(PeopleChunk.Size).ToListAsync(cancellationToken) is { Count: > 0 } some)
        {
            await RestoreAsync(context, by, some, revision, cancellationToken);
            (done, after) = (done + some.Count, some[^1].PersonId);
            context.ChangeTracker.Clear();
        }

        var now = revision.At;
        await context.Imports.Where(i => i.SiteId == SiteRow.First && i.Id == last.Id).ExecuteUpdateAsync(i => i.SetProperty(x => x.UndoneAt, now), cancellationToken);
        await context.ImportChanges.Where(c => c.SiteId == SiteRow.First && c.ImportId == last.Id).ExecuteDeleteAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("people.undo", "", After: new { Import = last.Id, last.At, People = done }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new UndoReport(done, RosterSource.Name(revision), [], null);
    }

    private async Task RestoreAsync(GatehouseContext context, Actor by, List<ImportChangeRow> some, RosterRow revision, CancellationToken cancellationToken)
    {
        var ids = some.ConvertAll(c => c.PersonId);
        var people = await context.People.Where(p => p.SiteId == SiteRow.First && ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        var given = some.SelectMany(c => JsonSerializer.Deserialize<List<GivenBadge>>(c.Badges, EntryJson.Options)!).ToList();
        var texts = given.ConvertAll(b => b.Badge);
        var badges = await context.Badges.Where(b => b.SiteId == SiteRow.First && texts.Contains(b.Badge)).ToDictionaryAsync(b => b.Badge, StringComparer.Ordinal, cancellationToken);
        foreach (var badge in given)
        {
            if (badge is { Person: { } person, State: { } state })
            {
                (badges[badge.Badge].PersonId, badges[badge.Badge].State, badges[badge.Badge].ChangedAt) = (person, state, revision.At);
            }
            else
            {
                context.Badges.Remove(badges[badge.Badge]);
            }
        }

        var audit = new List<AuditEntry>();
        foreach (var change in some)
        {
            var person = people[change.PersonId];
            var now = PersonState.Of(person);
            // Kiosks have to hear that somebody is gone, so that the row stays.
            var before = change.Before is { } json ? JsonSerializer.Deserialize<PersonState>(json, EntryJson.Options)! : null;
            (before ?? new PersonState(person.Number, person.Group, null, null, null, null, revision.At, revision.At)).Restore(person);
            person.ChangedIn = revision.Number;
            audit.Add(new AuditEntry("person.undo", person.Number, now, before));
        }

        await context.SaveChangesAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, audit, cancellationToken);
    }
}
