using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Policies;

/// <summary>The versions of the policy: written, tried, put in force from a time on, taken back before it. None is ever changed.</summary>
internal sealed class PolicyRegister(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>The most days over which a policy is tried.</summary>
    public const int MostDays = 90;

    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 500;

    // A gate that is away is not asked for what nobody waits for any more.
    private static readonly TimeSpan TrialWithin = TimeSpan.FromMinutes(10);

    // A gate that was stopped meanwhile computes nothing any more.
    private static readonly TimeSpan Computed = TimeSpan.FromHours(1);

    // Whoever says now has sent it a moment ago.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    /// <summary>All versions, the newest first, and by which each gate decides.</summary>
    public async Task<(IReadOnlyList<PolicyView> Policies, IReadOnlyList<GatePolicy> Gates)> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Policies.AsNoTracking().Where(p => p.SiteId == SiteRow.First).OrderByDescending(p => p.Number).ToListAsync(cancellationToken);
        var inForce = InForce(await PolicyPlans.PlannedAsync(context, cancellationToken));
        var gates = await Joined(context).OrderBy(k => k.Name).Select(k => new GatePolicy(k.Name, k.Policy)).ToListAsync(cancellationToken);
        return ([.. rows.Select(row => View(row, inForce))], gates);
    }

    /// <summary>One version.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="against">The number of the one with which it is compared; null for the one before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotThereException">There is no such version.</exception>
    public async Task<WholePolicy> OneAsync(long number, long? against, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await FindAsync(context, number, cancellationToken);
        var other = against is { } named
            ? await FindAsync(context, named, cancellationToken)
            : await context.Policies.AsNoTracking().Where(p => p.SiteId == SiteRow.First && p.Number < number).OrderByDescending(p => p.Number).FirstOrDefaultAsync(cancellationToken);
        var inForce = InForce(await PolicyPlans.PlannedAsync(context, cancellationToken));
        return new WholePolicy(View(row, inForce), JsonElement.Parse(row.Document), other?.Number, other is null ? [] : PolicyDocument.Differences(other.Document, row.Document));
    }

    /// <summary>Writes another version; nobody decides by it yet.</summary>
    /// <exception cref="HostException">It is no policy, gates could not decide by it, or it is the same as the version before.</exception>
    public Task<WholePolicy> DraftAsync(Actor by, string json, string reason, CancellationToken cancellationToken) => ChangeAsync(async context =>
    {
        var number = await context.NextAsync(CounterRow.Policies, cancellationToken);
        var (revision, document) = PolicyDocument.Read(json, number);
        var before = await context.Policies.AsNoTracking().Where(p => p.SiteId == SiteRow.First).OrderByDescending(p => p.Number).FirstOrDefaultAsync(cancellationToken);
        var differences = before is null ? [] : PolicyDocument.Differences(before.Document, document);
        if (before is { WithdrawnAt: null } && differences.Count == 0)
        {
            throw new HostException($"This is version {before.Number} once more: put that one in force, or change something.");
        }

        var row = new PolicyRow
        {
            SiteId = SiteRow.First, Number = number, Revision = revision, Document = document, Author = by.ToString(), Reason = reason.Trim(), MadeAt = time.GetUtcNow(),
        };
        context.Policies.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("policy.draft", row.Revision, After: new { row.Reason, Document = JsonElement.Parse(document) }), cancellationToken);
        return new WholePolicy(View(row, InForce(await PolicyPlans.PlannedAsync(context, cancellationToken))), JsonElement.Parse(document), before?.Number, differences);
    }, cancellationToken);

    /// <summary>Has gates decide by a version.</summary>
    /// <param name="by">Who says so.</param>
    /// <param name="number">The version.</param>
    /// <param name="from">From when on; null for now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HostException">It was put in force before or was taken back, or the time is past.</exception>
    public Task<PolicyView> ActivateAsync(Actor by, long number, DateTimeOffset? from, CancellationToken cancellationToken) => ChangeAsync(async context =>
    {
        var row = await FindAsync(context, number, cancellationToken);
        var now = time.GetUtcNow();
        var when = (from ?? now).ToUniversalTime();
        if (row.WithdrawnAt is not null || row.From is not null)
        {
            throw new HostException(row.WithdrawnAt is not null
                ? $"Version {number} was taken back: write another one with the same document."
                : $"Version {number} is in force from {row.From:yyyy-MM-dd HH:mm} UTC on: take that back while it has not come, or write another version.");
        }

        if (when < now - Late)
        {
            throw new HostException("What was decided cannot be changed any more: say a time to come, or leave it out for now.");
        }

        var planned = await PolicyPlans.PlannedAsync(context, cancellationToken);
        if (await context.Policies.Where(p => p.SiteId == SiteRow.First && p.Number == number && p.From == null && p.WithdrawnAt == null)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.From, when).SetProperty(x => x.ActivatedBy, by.ToString()).SetProperty(x => x.ActivatedAt, now), cancellationToken) != 1)
        {
            throw new HostException($"Somebody else decided about version {number} in this moment: look at it again.");
        }

        (row.From, row.ActivatedBy) = (when, by.ToString());
        await AuditLog.AddAsync(context, by, time, new AuditEntry("policy.activate", row.Revision, new { InForce = InForce(planned)?.Revision }, new { row.From }), cancellationToken);
        return View(row, InForce(await PolicyPlans.PlannedAsync(context, cancellationToken)));
    }, cancellationToken);

    /// <summary>Takes a version back that is not in force yet.</summary>
    /// <exception cref="HostException">It was in force, or was taken back before.</exception>
    public Task<PolicyView> WithdrawAsync(Actor by, long number, CancellationToken cancellationToken) => ChangeAsync(async context =>
    {
        var row = await FindAsync(context, number, cancellationToken);
        var now = time.GetUtcNow();
        if (await context.Policies.Where(p => p.SiteId == SiteRow.First && p.Number == number && p.WithdrawnAt == null && (p.From == null || p.From > now))
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.WithdrawnAt, now), cancellationToken) != 1)
        {
            throw new HostException(row.WithdrawnAt is not null ? $"Version {number} was taken back already." : $"Version {number} has been in force: put another one in its place.");
        }

        row.WithdrawnAt = now;
        await AuditLog.AddAsync(context, by, time, new AuditEntry("policy.withdraw", row.Revision, new { row.From }), cancellationToken);
        return View(row, InForce(await PolicyPlans.PlannedAsync(context, cancellationToken)));
    }, cancellationToken);

    /// <summary>Asks every gate what a version would have changed in the last days.</summary>
    /// <returns>How many gates are asked.</returns>
    /// <exception cref="HostException">There is no gate to ask.</exception>
    public Task<int> TryAsync(Actor by, long number, int days, CancellationToken cancellationToken) => ChangeAsync(async context =>
    {
        var row = await FindAsync(context, number, cancellationToken);
        var kiosks = await Joined(context).ToListAsync(cancellationToken);
        if (kiosks.Count == 0)
        {
            throw new HostException("No gate has joined: there is nothing on which it could be tried.");
        }

        var now = time.GetUtcNow();
        var since = now - TimeSpan.FromDays(days);
        foreach (var kiosk in kiosks)
        {
            var command = Guid.CreateVersion7(now).ToString("N");
            context.Commands.Add(new CommandRow { SiteId = SiteRow.First, Id = command, KioskId = kiosk.Id, Do = KioskCommand.Try, By = by.ToString(), At = now, Until = now + TrialWithin });
            context.Trials.Add(new TrialRow { SiteId = SiteRow.First, Command = command, KioskId = kiosk.Id, Policy = number, Since = since });
        }

        await context.SaveChangesAsync(cancellationToken);
        await AuditLog.AddAsync(context, by, time, new AuditEntry("policy.try", row.Revision, After: new { Since = since, Gates = kiosks.Count }), cancellationToken);
        return kiosks.Count;
    }, cancellationToken);

    /// <summary>What a version would have changed, by the last answer of each gate that was asked.</summary>
    public async Task<IReadOnlyList<GateTrial>> TrialsAsync(long number, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await FindAsync(context, number, cancellationToken);
        var asked = await context.Trials.AsNoTracking().Where(t => t.SiteId == SiteRow.First && t.Policy == number)
            .Join(context.Kiosks, t => new { t.SiteId, Id = t.KioskId }, k => new { k.SiteId, k.Id }, (t, k) => new { Trial = t, Gate = k.Name })
            .Join(context.Commands, t => new { t.Trial.SiteId, Id = t.Trial.Command }, c => new { c.SiteId, c.Id }, (t, c) => new { t.Trial, t.Gate, c.Outcome, c.Until })
            .ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        return
        [
            .. asked.GroupBy(t => t.Gate, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => g.OrderBy(t => t.Trial.Command, StringComparer.Ordinal).Last())
                .Select(t => Trial(t.Gate, t.Trial, t.Outcome, now - t.Until)),
        ];
    }

    private static GateTrial Trial(string gate, TrialRow row, string? outcome, TimeSpan late)
    {
        if (row.Result is null || JsonSerializer.Deserialize(row.Result, ContractJson.Default.PolicyTried) is not { } tried)
        {
            var state = outcome == CommandTaken.Taken && late < Computed ? "computing" : outcome is not null || late >= TimeSpan.Zero ? "noAnswer" : "waiting";
            return new GateTrial(gate, row.Command, row.Since, state, null, null, null, null, null);
        }

        return tried.Problem is { } problem
            ? new GateTrial(gate, row.Command, row.Since, "failed", null, null, null, null, problem)
            : new GateTrial(
                gate, row.Command, row.Since, "done", tried.Verdicts.Sum(v => v.Passages), tried.Verdicts.Where(v => v.Was != v.Is).Sum(v => v.Passages), tried.Verdicts, tried.NotComputed, null);
    }

    private async Task<T> ChangeAsync<T>(Func<GatehouseContext, Task<T>> change, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var done = await change(context);
        await transaction.CommitAsync(cancellationToken);
        return done;
    }

    private static async Task<PolicyRow> FindAsync(GatehouseContext context, long number, CancellationToken cancellationToken) =>
        await context.Policies.AsNoTracking().SingleOrDefaultAsync(p => p.SiteId == SiteRow.First && p.Number == number, cancellationToken)
        ?? throw new NotThereException($"There is no version {number} of the policy: 'gatehouse-host policy list' shows those there are.");

    /// <summary>The kiosks whose certificate is good.</summary>
    private IQueryable<KioskRow> Joined(GatehouseContext context)
    {
        var now = time.GetUtcNow();
        return context.Kiosks.Where(k => k.SiteId == SiteRow.First && k.RetiredAt == null
            && context.Certificates.Any(c => c.SiteId == k.SiteId && c.KioskId == k.Id && c.RevokedAt == null && c.NotAfter > now));
    }

    private PolicyRow? InForce(List<PolicyRow> planned) => planned.FindLast(p => p.From <= time.GetUtcNow());

    private PolicyView View(PolicyRow row, PolicyRow? inForce) => new(
        row.Number,
        row.Revision,
        row.WithdrawnAt is not null ? PolicyState.Withdrawn
        : row.From is not { } from ? PolicyState.Draft
        : from > time.GetUtcNow() ? PolicyState.Planned
        : row.Number == inForce?.Number ? PolicyState.InForce
        : PolicyState.Past,
        row.From,
        row.Author,
        row.Reason,
        row.MadeAt,
        row.ActivatedBy);
}
