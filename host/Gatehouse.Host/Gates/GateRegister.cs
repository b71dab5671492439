using System.Globalization;
using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Gates;

/// <summary>
/// The modes in which gates are to be, and the lockdown of the site. They are kept until somebody says otherwise and are part of
/// each gate's roster, so that a gate that was out of reach has them as soon as it is back.
/// </summary>
internal sealed class GateRegister(RosterRevisions revisions)
{
    private const string NoLockdown = "no lockdown";

    private const string NoPeople =
        "There are no people at this host, so that gates decide by the rosters that were installed on them and would not hear of it: import people first, or lock the gates where they stand.";

    /// <summary>Puts a gate in a mode, or all that have joined.</summary>
    /// <param name="gate">The gate; null for all.</param>
    /// <param name="mode">A word of <see cref="LaneMode"/>.</param>
    /// <param name="until">When it ends; null for never.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="match">As what they saw the mode of the gate.</param>
    public Task<RosterChange> SetModeAsync(KioskId? gate, string mode, DateTimeOffset? until, Actor by, string reason, CancellationToken cancellationToken, string? match = null) =>
        revisions.ChangeAsync(by, "gate.mode", gate?.ToString() ?? "", async (context, _, now) =>
        {
            if (await UnreachableAsync(context, reason, cancellationToken) is { } unreachable)
            {
                return RosterChange.Refused(unreachable);
            }

            if (!LaneMode.All.Contains(mode) || until <= now || (mode == LaneMode.Normal && until is not null))
            {
                return RosterChange.Refused(!LaneMode.All.Contains(mode)
                    ? $"'{mode}' is no mode: there are {string.Join(", ", LaneMode.All)}."
                    : mode == LaneMode.Normal ? "Normal operation has no end: leave out until when." : "The end of the mode lies in the past.");
            }

            var name = gate?.ToString();
            var kiosks = await context.Kiosks.AsNoTracking().Where(k => k.SiteId == SiteRow.First && (name == null || k.Name == name)).OrderBy(k => k.Name).ToListAsync(cancellationToken);
            if (kiosks.Count == 0)
            {
                return RosterChange.Refused(gate is null ? "No kiosk has joined yet." : $"There is no kiosk {gate}: 'gatehouse-host kiosk list' shows those there are.");
            }

            var orders = await context.GateOrders.Where(o => o.SiteId == SiteRow.First).ToDictionaryAsync(o => o.KioskId, cancellationToken);
            var was = Words(gate, kiosks.Select(k => Words(orders.GetValueOrDefault(k.Id))));
            foreach (var kiosk in kiosks)
            {
                if (!orders.TryGetValue(kiosk.Id, out var order))
                {
                    order = new GateOrderRow { SiteId = SiteRow.First, KioskId = kiosk.Id, Mode = mode, By = by.Name, Reason = reason };
                    context.GateOrders.Add(order);
                    orders.Add(kiosk.Id, order);
                }

                (order.Mode, order.Until, order.By, order.Reason, order.At) = (mode, until, by.Name, reason, now);
            }

            return RosterChange.Of(was, Words(gate, kiosks.Select(k => Words(orders[k.Id])))) with { Why = reason };
        }, cancellationToken, match);

    /// <summary>Lets nobody enter the site any more. Everybody can leave.</summary>
    public Task<RosterChange> LockDownAsync(Actor by, string reason, CancellationToken cancellationToken) =>
        revisions.ChangeAsync(by, "site.lockdown", "", async (context, _, now) =>
        {
            if (await UnreachableAsync(context, reason, cancellationToken) is { } unreachable)
            {
                return RosterChange.Refused(unreachable);
            }

            var site = await context.Sites.SingleAsync(s => s.Id == SiteRow.First, cancellationToken);
            if (site.LockdownAt is not null)
            {
                return RosterChange.None(Words(site));
            }

            (site.LockdownAt, site.LockdownBy, site.LockdownReason) = (now, by.Name, reason);
            return RosterChange.Of(NoLockdown, Words(site));
        }, cancellationToken);

    /// <summary>Ends the lockdown: gates are in their own modes again.</summary>
    public Task<RosterChange> AllClearAsync(Actor by, CancellationToken cancellationToken, string? match = null) =>
        revisions.ChangeAsync(by, "site.allClear", "", async (context, _, _) =>
        {
            var site = await context.Sites.SingleAsync(s => s.Id == SiteRow.First, cancellationToken);
            var was = Words(site);
            (site.LockdownAt, site.LockdownBy, site.LockdownReason) = (null, null, null);
            return RosterChange.Of(was, Words(site));
        }, cancellationToken, match);

    /// <summary>What a gate is told.</summary>
    public static GateRules Rules(SiteRow site, KioskRow kiosk, GateOrderRow? order) => new(
        order?.Mode ?? LaneMode.Normal,
        order?.Until,
        site.LockdownAt is not null,
        site.PassbackMinutes is { } minutes ? new AntiPassback(site.PassbackHard, minutes, site.ForgivenAt) : null,
        kiosk.DutyGroup is { } group ? new DutyRule(group, kiosk.DutyMinutes) : null);

    /// <summary>The mode of one gate, or how many are in which.</summary>
    private static string Words(KioskId? gate, IEnumerable<string> modes) => gate is { } one
        ? $"{one} {modes.Single()}"
        : string.Join(", ", modes.CountBy(mode => mode).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Value} {m.Key}")));

    /// <summary>The mode of one gate.</summary>
    public static string Words(KioskId gate, GateOrderRow? order) => Words(gate, [Words(order)]);

    private static string Words(GateOrderRow? order) => order is null ? LaneMode.Normal
        : order.Until is { } until ? string.Create(CultureInfo.InvariantCulture, $"{order.Mode} until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : order.Mode;

    /// <summary>Whether nobody may enter the site.</summary>
    public static string Words(SiteRow site) => site.LockdownAt is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"locked down since {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by {site.LockdownBy}: {site.LockdownReason}")
        : NoLockdown;

    /// <summary>Why gates would not hear of it, or nobody would know why.</summary>
    private static async Task<string?> UnreachableAsync(GatehouseContext context, string reason, CancellationToken cancellationToken) =>
        reason.Trim().Length == 0 || reason.Length > RecordLimits.MaxName || reason.Any(char.IsControl) ? $"Say why, in 1 to {RecordLimits.MaxName} characters."
        : await context.People.AnyAsync(p => p.SiteId == SiteRow.First, cancellationToken) ? null
        : NoPeople;
}
