using Gatehouse.Host.Audit;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Permissions;

/// <summary>Which groups enter by which gates, and when. Where no rule fits everybody may; of those that fit the most particular counts.</summary>
internal sealed class AccessRegister(IDbContextFactory<GatehouseContext> contexts, RosterRevisions revisions)
{
    /// <summary>All rules, the most general first.</summary>
    public async Task<IReadOnlyList<AccessRuleRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rules = await context.AccessRules.AsNoTracking().Where(r => r.SiteId == SiteRow.First).ToListAsync(cancellationToken);
        return [.. rules.OrderBy(r => r.Group, StringComparer.Ordinal).ThenBy(r => r.Gate, StringComparer.Ordinal)];
    }

    /// <summary>Says whether a group may enter by a gate, and when.</summary>
    /// <param name="by">Who says so.</param>
    /// <param name="group">The group; null for every group.</param>
    /// <param name="gate">The gate; null for every gate.</param>
    /// <param name="allowed">Whether it may.</param>
    /// <param name="schedule">When; null for always.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="match">As what they saw the rule.</param>
    public Task<RosterChange> SetAsync(Actor by, string? group, string? gate, bool allowed, string? schedule, CancellationToken cancellationToken, string? match = null) =>
        revisions.ChangeAsync(by, "access.set", Name(group, gate), async (context, number, _) =>
        {
            if (await UnknownAsync(context, group, gate, schedule, cancellationToken) is { } unknown)
            {
                return RosterChange.Refused(unknown);
            }

            var row = await FindAsync(context, group, gate, cancellationToken);
            var was = row is null ? null : Words(row);
            if (row is null)
            {
                row = new AccessRuleRow { SiteId = SiteRow.First, Group = group ?? AccessRuleRow.Any, Gate = gate ?? AccessRuleRow.Any };
                context.AccessRules.Add(row);
            }

            (row.Allowed, row.Schedule) = (allowed, schedule);
            await TouchAsync(context, group, number, cancellationToken);
            return RosterChange.Of(was, Words(row));
        }, cancellationToken, match);

    /// <summary>Takes a rule away, so that the next more general one counts.</summary>
    public Task<RosterChange> ForgetAsync(Actor by, string? group, string? gate, CancellationToken cancellationToken, string? match = null) =>
        revisions.ChangeAsync(by, "access.forget", Name(group, gate), async (context, number, _) =>
        {
            if (await FindAsync(context, group, gate, cancellationToken) is not { } row)
            {
                return RosterChange.Refused($"There is no rule for {Name(group, gate)}: 'gatehouse-host access list' shows those there are.");
            }

            context.AccessRules.Remove(row);
            await TouchAsync(context, group, number, cancellationToken);
            return RosterChange.Of(Words(row), null);
        }, cancellationToken, match);

    /// <summary>The rule that counts for a group at a gate; null where none fits.</summary>
    public static AccessRuleRow? For(IEnumerable<AccessRuleRow> rules, string group, string gate) =>
        rules.Where(r => (r.Group == group || r.Group == AccessRuleRow.Any) && (r.Gate == gate || r.Gate == AccessRuleRow.Any))
            .MaxBy(r => (r.Group == group ? 2 : 0) + (r.Gate == gate ? 1 : 0));

    /// <summary>Whom and where a rule is about.</summary>
    public static string Name(AccessRuleRow rule) =>
        Name(rule.Group == AccessRuleRow.Any ? null : rule.Group, rule.Gate == AccessRuleRow.Any ? null : rule.Gate);

    /// <summary>What a rule says.</summary>
    public static string Words(AccessRuleRow rule) => !rule.Allowed ? "denied" : rule.Schedule is { } schedule ? $"allowed by '{schedule}'" : "allowed at any time";

    private static string Name(string? group, string? gate) => $"{(group is null ? "everybody" : $"'{group}'")} at {gate ?? "every gate"}";

    private static Task<AccessRuleRow?> FindAsync(GatehouseContext context, string? group, string? gate, CancellationToken cancellationToken)
    {
        var (which, where) = (group ?? AccessRuleRow.Any, gate ?? AccessRuleRow.Any);
        return context.AccessRules.SingleOrDefaultAsync(r => r.SiteId == SiteRow.First && r.Group == which && r.Gate == where, cancellationToken);
    }

    /// <summary>A gate is told of people who changed: whoever is of the group is sent anew, with or without what it need not know.</summary>
    private static Task<int> TouchAsync(GatehouseContext context, string? group, long number, CancellationToken cancellationToken) =>
        context.People.Where(p => p.SiteId == SiteRow.First && (group == null || p.Group == group)).ExecuteUpdateAsync(p => p.SetProperty(x => x.ChangedIn, number), cancellationToken);

    private static async Task<string?> UnknownAsync(GatehouseContext context, string? group, string? gate, string? schedule, CancellationToken cancellationToken)
    {
        if (group is not null && !await context.People.AnyAsync(p => p.SiteId == SiteRow.First && p.Group == group, cancellationToken))
        {
            var groups = await context.People.Where(p => p.SiteId == SiteRow.First).Select(p => p.Group).Distinct().OrderBy(g => g).ToListAsync(cancellationToken);
            return groups.Count == 0
                ? "There are no people yet, and so no groups: 'gatehouse-host people import FILE' takes over a sheet."
                : $"Nobody is in a group '{group}': there are {string.Join(", ", groups)}.";
        }

        if (gate is not null && !await context.Kiosks.AnyAsync(k => k.SiteId == SiteRow.First && k.Name == gate, cancellationToken))
        {
            return $"There is no kiosk {gate}: 'gatehouse-host kiosk list' shows those there are.";
        }

        return schedule is not null && !await context.Schedules.AnyAsync(s => s.SiteId == SiteRow.First && s.Name == schedule, cancellationToken)
            ? $"There is no schedule '{schedule}': 'gatehouse-host schedule list' shows those there are."
            : null;
    }
}
