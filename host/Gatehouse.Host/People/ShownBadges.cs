using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.People;

/// <summary>
/// What fresh records say of badges that are nobody's: those that were refused are kept for whoever wants to give them to
/// somebody, those that were taken for enrolment are given. A hash under another key than this site's says nothing.
/// </summary>
internal sealed class ShownBadges(GatehouseContext context, KioskRow kiosk, DateTimeOffset now, TimeProvider time)
{
    // A reader that is given numbers at random fills nothing.
    private const int Most = 200;
    private const string UnknownBadge = "unknownBadge";

    private readonly Dictionary<string, bool> _own = new(StringComparer.Ordinal);

    /// <summary>Takes note of them.</summary>
    public async Task ApplyAsync(IReadOnlyList<BatchRecord> fresh, CancellationToken cancellationToken)
    {
        foreach (var record in fresh)
        {
            if (record.Decision is { Reason: UnknownBadge, Badge: { } hash } decision && BadgeHash.IsHash(hash) && await IsOwnAsync(decision.Roster, cancellationToken))
            {
                await KeepAsync(hash, decision.Technology, cancellationToken);
            }
            else if (record.Record.Kind == RecordKind.Enrolled)
            {
                await EnrolAsync(record.Record.Body.Deserialize(ContractJson.Default.BadgeEnrolled)!, cancellationToken);
            }
        }
    }

    private async Task KeepAsync(string hash, string? technology, CancellationToken cancellationToken)
    {
        var text = BadgeText.OfHash(hash);
        if (await context.Badges.AnyAsync(b => b.SiteId == kiosk.SiteId && b.Badge == text && b.State == BadgeRow.Active, cancellationToken))
        {
            // It was given to somebody while the record was under way.
            return;
        }

        var alike = context.UnknownBadges.Where(b => b.SiteId == kiosk.SiteId && b.KioskId == kiosk.Id);
        var row = await alike.SingleOrDefaultAsync(b => b.Hash == hash, cancellationToken);
        if (row is null)
        {
            if (await alike.CountAsync(cancellationToken) >= Most)
            {
                context.UnknownBadges.Remove(await alike.OrderBy(b => b.LastAt).FirstAsync(cancellationToken));
            }

            row = new UnknownBadgeRow { SiteId = kiosk.SiteId, KioskId = kiosk.Id, Hash = hash, FirstAt = now };
            context.UnknownBadges.Add(row);
        }

        (row.Technology, row.LastAt) = (technology is { Length: <= RecordLimits.MaxWord } ? technology : null, now);
        row.Times++;
        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task EnrolAsync(BadgeEnrolled enrolled, CancellationToken cancellationToken)
    {
        var command = await context.Commands.SingleOrDefaultAsync(
            c => c.SiteId == kiosk.SiteId && c.KioskId == kiosk.Id && c.Id == enrolled.Command && c.Do == KioskCommand.Enrol && c.PersonId != null && c.Badge == null, cancellationToken);
        if (command is null || !await IsOwnAsync(enrolled.Roster, cancellationToken))
        {
            return;
        }

        var number = await context.NextAsync(CounterRow.Rosters, cancellationToken);
        command.Badge = BadgeText.OfHash(enrolled.Badge);
        if (await context.People.SingleOrDefaultAsync(p => p.SiteId == kiosk.SiteId && p.Id == command.PersonId && p.RemovedAt == null, cancellationToken) is { } person)
        {
            await BadgeGift.MakeAsync(context, number, Actor.Parse(command.By), command.Badge, person, time, cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task<bool> IsOwnAsync(string roster, CancellationToken cancellationToken)
    {
        if (!_own.TryGetValue(roster, out var own))
        {
            own = await RosterSource.FindAsync(context, roster, cancellationToken) is not null;
            _own[roster] = own;
        }

        return own;
    }
}
