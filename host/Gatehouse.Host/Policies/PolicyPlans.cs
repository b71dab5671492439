using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Policies;

/// <summary>Gives kiosks the policy in force and those to come.</summary>
internal sealed class PolicyPlans(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    // Written down once in a while: a thousand kiosks that follow at once must not wait for a thousand flushes.
    private readonly ConcurrentDictionary<KioskId, string> _said = new();

    /// <summary>The mark of the newest plan; null while no policy is to be in force.</summary>
    public async Task<string?> MarkAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return Mark(await PlannedAsync(context, cancellationToken));
    }

    /// <summary>The plan; null where a kiosk has it already, or there is none.</summary>
    /// <param name="kiosk">The kiosk.</param>
    /// <param name="have">The mark of the plan that it has.</param>
    /// <param name="inForce">The revision by which it decides.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PolicyPlan?> ReadAsync(KioskId kiosk, string? have, string inForce, CancellationToken cancellationToken)
    {
        if (inForce.Length > 0)
        {
            _said[kiosk] = inForce;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var planned = await PlannedAsync(context, cancellationToken);
        if (Mark(planned) is not { } mark || mark == have)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var first = planned.FindLastIndex(p => p.From <= now);
        return new PolicyPlan(mark, now, [.. planned.Skip(Math.Max(0, first)).Select(p => new PlannedPolicy(p.Revision, p.From!.Value, JsonElement.Parse(p.Document)))]);
    }

    /// <summary>Writes down by which policy kiosks said that they decide.</summary>
    public async Task NoteAsync(CancellationToken cancellationToken)
    {
        if (_said.IsEmpty)
        {
            return;
        }

        var said = _said.ToArray();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await context.Kiosks.AsNoTracking().Where(k => k.SiteId == SiteRow.First).ToDictionaryAsync(k => k.Name, k => k.Policy, StringComparer.Ordinal, cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (kiosk, revision) in said.Where(s => known.TryGetValue(s.Key.ToString(), out var before) && before != s.Value))
        {
            await context.Kiosks.Where(k => k.SiteId == SiteRow.First && k.Name == kiosk.ToString()).ExecuteUpdateAsync(k => k.SetProperty(x => x.Policy, revision), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        foreach (var note in said)
        {
            _said.TryRemove(note);
        }
    }

    /// <summary>Every version that was or is to be in force, in the order in which they are; of two from the same moment on the later one counts.</summary>
    public static Task<List<PolicyRow>> PlannedAsync(GatehouseContext context, CancellationToken cancellationToken) =>
        context.Policies.AsNoTracking().Where(p => p.SiteId == SiteRow.First && p.From != null && p.WithdrawnAt == null).OrderBy(p => p.From).ThenBy(p => p.Number).ToListAsync(cancellationToken);

    private static string? Mark(List<PolicyRow> planned) => planned.Count == 0
        ? null
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', planned.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Revision} {p.From!.Value.UtcTicks}"))))))[..16];
}
