using Gatehouse.Contract;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Gates;

/// <summary>What gates are told, as it is now; each with the words by which a change of it says what it was.</summary>
internal sealed class GateSettings(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>In which mode a gate is to be.</summary>
    /// <exception cref="NotThereException">There is no such kiosk.</exception>
    public async Task<(WantedMode Mode, string State)> ModeAsync(KioskId gate, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var kiosk = await KioskAsync(context, gate, cancellationToken);
        var order = await context.GateOrders.AsNoTracking().SingleOrDefaultAsync(o => o.SiteId == kiosk.SiteId && o.KioskId == kiosk.Id, cancellationToken);
        var said = order is null || order.Until <= time.GetUtcNow() ? new WantedMode(LaneMode.Normal, null, null, null, null) : new WantedMode(order.Mode, order.Until, order.By, order.Reason, order.At);
        return (said, GateRegister.Words(gate, order));
    }

    /// <summary>Who has to be on post at a gate.</summary>
    /// <exception cref="NotThereException">There is no such kiosk.</exception>
    public async Task<(WantedDuty Duty, string State)> DutyAsync(KioskId gate, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var kiosk = await KioskAsync(context, gate, cancellationToken);
        return (kiosk.DutyGroup is { } group ? new WantedDuty(group, kiosk.DutyMinutes) : new WantedDuty(null, null), PassageRegister.Words(kiosk));
    }

    /// <summary>Whether gates look who is in already.</summary>
    public async Task<(WantedPassback Passback, string State)> PassbackAsync(CancellationToken cancellationToken)
    {
        var site = await SiteAsync(cancellationToken);
        return (new WantedPassback(site.PassbackMinutes is null ? NewPassback.Off : site.PassbackHard ? NewPassback.Hard : NewPassback.Soft, site.PassbackMinutes, site.ForgivenAt), PassageRegister.Words(site));
    }

    /// <summary>Whether nobody may enter the site.</summary>
    public async Task<(WantedLockdown Lockdown, string State)> LockdownAsync(CancellationToken cancellationToken)
    {
        var site = await SiteAsync(cancellationToken);
        return (new WantedLockdown(site.LockdownAt is not null, site.LockdownAt, site.LockdownBy, site.LockdownReason), GateRegister.Words(site));
    }

    private async Task<SiteRow> SiteAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Sites.AsNoTracking().SingleAsync(s => s.Id == SiteRow.First, cancellationToken);
    }

    private static async Task<KioskRow> KioskAsync(GatehouseContext context, KioskId gate, CancellationToken cancellationToken)
    {
        var name = gate.ToString();
        return await context.Kiosks.AsNoTracking().SingleOrDefaultAsync(k => k.SiteId == SiteRow.First && k.Name == name, cancellationToken)
            ?? throw new NotThereException($"There is no kiosk {gate}.");
    }
}

/// <summary>In which mode a gate is to be.</summary>
/// <param name="Mode">normal, free, locked, guard or measure.</param>
/// <param name="Until">When it ends, UTC; null for until somebody says otherwise.</param>
/// <param name="By">Who said so; null where nobody did.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When they did, UTC.</param>
internal sealed record WantedMode(string Mode, DateTimeOffset? Until, string? By, string? Reason, DateTimeOffset? At);

/// <summary>Who has to be on post at a gate before others enter.</summary>
/// <param name="Group">Somebody of this group; null where nobody has to.</param>
/// <param name="Minutes">For how long one showing of a badge counts.</param>
internal sealed record WantedDuty(string? Group, int? Minutes);

/// <summary>Whether gates look who is in already.</summary>
/// <param name="Rule">hard, soft or off.</param>
/// <param name="Minutes">For how long a passage says that somebody is in; null where nobody looks.</param>
/// <param name="ForgivenAt">Passages before this count no more, UTC; null where all do.</param>
internal sealed record WantedPassback(string Rule, int? Minutes, DateTimeOffset? ForgivenAt);

/// <summary>Whether nobody may enter the site.</summary>
/// <param name="Locked">Whether it is locked down.</param>
/// <param name="At">Since when, UTC.</param>
/// <param name="By">Who said so.</param>
/// <param name="Reason">Why.</param>
internal sealed record WantedLockdown(bool Locked, DateTimeOffset? At, string? By, string? Reason);
