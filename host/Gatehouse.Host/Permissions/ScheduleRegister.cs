using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Permissions;

/// <summary>The site's weekly schedules.</summary>
internal sealed class ScheduleRegister(IDbContextFactory<GatehouseContext> contexts, RosterRevisions revisions)
{
    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<(string Name, ScheduleDocument Document)>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Schedules.AsNoTracking().Where(s => s.SiteId == SiteRow.First).OrderBy(s => s.Name).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Name, Kept(row)))];
    }

    /// <summary>One of them as it is kept.</summary>
    /// <exception cref="NotThereException">There is none of this name.</exception>
    public async Task<string> OneAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Schedules.Where(s => s.SiteId == SiteRow.First && s.Name == name).Select(s => s.Document).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotThereException($"There is no schedule '{name}'.");
    }

    /// <summary>Makes a schedule, or puts another in its place.</summary>
    public Task<RosterChange> SetAsync(Actor by, string name, ScheduleDocument document, CancellationToken cancellationToken, string? match = null) =>
        revisions.ChangeAsync(by, "schedule.set", name, async (context, _, _) =>
        {
            if (name.Trim().Length == 0 || name.Length > RecordLimits.MaxWord || name.Any(char.IsControl))
            {
                return RosterChange.Refused($"A schedule's name has 1 to {RecordLimits.MaxWord} characters that can be seen.");
            }

            var row = await context.Schedules.SingleOrDefaultAsync(s => s.SiteId == SiteRow.First && s.Name == name, cancellationToken);
            var (was, now) = (row?.Document, document.ToString());
            if (row is null)
            {
                context.Schedules.Add(new ScheduleRow { SiteId = SiteRow.First, Name = name, Document = now });
            }
            else
            {
                row.Document = now;
            }

            return RosterChange.Of(was, now);
        }, cancellationToken, match);

    /// <summary>Takes one away that no rule names.</summary>
    public Task<RosterChange> RemoveAsync(Actor by, string name, CancellationToken cancellationToken, string? match = null) =>
        revisions.ChangeAsync(by, "schedule.remove", name, async (context, _, _) =>
        {
            if (await context.Schedules.SingleOrDefaultAsync(s => s.SiteId == SiteRow.First && s.Name == name, cancellationToken) is not { } row)
            {
                return RosterChange.Refused($"There is no schedule '{name}': 'gatehouse-host schedule list' shows those there are.");
            }

            if (await context.AccessRules.FirstOrDefaultAsync(r => r.SiteId == SiteRow.First && r.Schedule == name, cancellationToken) is { } rule)
            {
                return RosterChange.Refused($"The schedule '{name}' is named by the rule for {AccessRegister.Name(rule)}: change that first, or nobody knows when they may come.");
            }

            context.Schedules.Remove(row);
            return RosterChange.Of(row.Document, null);
        }, cancellationToken, match);

    /// <summary>A document as it is kept.</summary>
    public static ScheduleDocument Kept(ScheduleRow row) =>
        ScheduleDocument.Read(row.Document) is { Document: { } document } ? document : throw new InvalidDataException($"The schedule '{row.Name}' in the database is damaged.");
}
