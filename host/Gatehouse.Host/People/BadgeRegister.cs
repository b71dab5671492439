using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Remote;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.People;

/// <summary>A badge that gates refused because it is nobody's.</summary>
/// <param name="Badge">The badge by its hash, as <see cref="BadgeText"/> writes it.</param>
/// <param name="Gate">Where it was shown.</param>
/// <param name="Technology">How much it proves, in the kiosk's word; null where it does not say.</param>
/// <param name="FirstAt">When it was shown there first.</param>
/// <param name="LastAt">When it was last.</param>
/// <param name="Times">How often.</param>
internal sealed record UnknownBadge(string Badge, string Gate, string? Technology, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Times);

/// <summary>What came of an enrolment so far.</summary>
/// <param name="Outcome">What the kiosk's record says became of the command; null while none has come.</param>
/// <param name="Badge">The badge that was taken; null while none was.</param>
/// <param name="Owner">Whose that badge is; null while it is nobody's.</param>
internal sealed record Enrolment(string? Outcome, string? Badge, string? Owner);

/// <summary>Gives badges to people: those that were shown and are nobody's, and those that are held to a gate for it.</summary>
internal sealed class BadgeRegister(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>For how long a gate waits for the badge.</summary>
    public static TimeSpan EnrolWithin { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Gives somebody a badge.</summary>
    /// <param name="by">Who gives it.</param>
    /// <param name="badge">The badge, as a reader says it or by its hash.</param>
    /// <param name="person">To whom.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HostException">It is another person's, or no badge, or there is nobody of that number.</exception>
    public async Task<BadgeGift> AssignAsync(Actor by, string badge, string person, CancellationToken cancellationToken)
    {
        if (!PersonSheet.IsBadge(badge) && !BadgeText.IsHash(badge))
        {
            throw new HostException($"'{badge}' is no badge as a reader says it, such as H10301:7:1201, and none as 'gatehouse-host badge unknown' shows it.");
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var number = await context.NextAsync(CounterRow.Rosters, cancellationToken);
        var gift = await BadgeGift.MakeAsync(context, number, by, badge, await PersonAsync(context, person, cancellationToken), time, cancellationToken);
        if (gift.Owner.Number != person)
        {
            throw new HostException($"{badge} is another person's, {gift.Owner.Number}: say 'gatehouse-host badge return' first.");
        }

        await transaction.CommitAsync(cancellationToken);
        return gift;
    }

    /// <summary>Asks a gate to take the next badge that is held to its way in for somebody.</summary>
    /// <returns>The command's name.</returns>
    /// <exception cref="HostException">There is no such gate, or nobody of that number.</exception>
    public async Task<string> EnrolAsync(Actor by, string person, KioskId gate, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await PersonAsync(context, person, cancellationToken);
        return await new CommandBook(contexts, time).GiveAsync(gate, KioskCommand.Enrol, by, EnrolWithin, cancellationToken, row);
    }

    /// <summary>What came of it so far.</summary>
    public async Task<Enrolment> EnrolmentAsync(string command, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Commands.AsNoTracking().SingleOrDefaultAsync(c => c.SiteId == SiteRow.First && c.Id == command && c.Do == KioskCommand.Enrol, cancellationToken)
            ?? throw new NotThereException("There is no such enrolment.");
        var badge = row.Badge is null ? null : await BadgeText.FindAsync(context, row.Badge, cancellationToken);
        var owner = badge is null ? null : await context.People.Where(p => p.SiteId == badge.SiteId && p.Id == badge.PersonId).Select(p => p.Number).SingleAsync(cancellationToken);
        return new Enrolment(row.Outcome, badge?.Badge ?? row.Badge, owner);
    }

    /// <summary>The badges that are nobody's, the latest first.</summary>
    public async Task<IReadOnlyList<UnknownBadge>> UnknownAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.UnknownBadges.AsNoTracking()
            .Where(b => b.SiteId == SiteRow.First)
            .Join(context.Kiosks, b => new { b.SiteId, Id = b.KioskId }, k => new { k.SiteId, k.Id }, (b, k) => new { Badge = b, k.Name })
            .OrderByDescending(b => b.Badge.LastAt)
            .Select(b => new UnknownBadge(BadgeText.OfHash(b.Badge.Hash), b.Name, b.Badge.Technology, b.Badge.FirstAt, b.Badge.LastAt, b.Badge.Times))
            .ToListAsync(cancellationToken);
    }

    private static async Task<PersonRow> PersonAsync(GatehouseContext context, string number, CancellationToken cancellationToken) =>
        await context.People.SingleOrDefaultAsync(p => p.SiteId == SiteRow.First && p.Number == number && p.RemovedAt == null, cancellationToken)
        ?? throw new NotThereException($"Nobody has the number {number}: 'gatehouse-host people list' shows everybody.");
}
