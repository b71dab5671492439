using System.Globalization;
using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Rosters;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Gates;

/// <summary>Whether gates look who is in already, and where somebody has to be on post before others enter.</summary>
internal sealed class PassageRegister(RosterRevisions revisions)
{
    /// <summary>The longest time for which a passage or a badge that was shown counts.</summary>
    public const int MostMinutes = 24 * 60;

    /// <summary>For so long somebody is usually on post.</summary>
    public const int UsualShift = 8 * 60;

    /// <summary>Has every gate look who is in already, or none.</summary>
    /// <param name="by">Who says so.</param>
    /// <param name="hard">Whether they are refused; otherwise admitted, and the record says so.</param>
    /// <param name="minutes">For how long a passage counts; null to look no more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="match">As what they saw the rule.</param>
    public Task<RosterChange> SetPassbackAsync(Actor by, bool hard, int? minutes, CancellationToken cancellationToken, string? match = null) =>
        revisions.ChangeAsync(by, "site.antipassback", "", async (context, _, now) =>
        {
            if (minutes is < 1 or > MostMinutes)
            {
                return RosterChange.Refused($"A passage counts for 1 to {MostMinutes} minutes.");
            }

            var site = await context.Sites.SingleAsync(s => s.Id == SiteRow.First, cancellationToken);
            var was = Words(site);
            if (site.PassbackMinutes is null && minutes is not null)
            {
                // Where everybody is was not kept until now.
                site.ForgivenAt = now;
            }

            (site.PassbackHard, site.PassbackMinutes) = (minutes is not null && hard, minutes);
            return RosterChange.Of(was, Words(site));
        }, cancellationToken, match);

    /// <summary>Holds what somebody passed until now against them no more, or against nobody.</summary>
    public Task<RosterChange> ForgiveAsync(Actor by, string? person, CancellationToken cancellationToken) =>
        revisions.ChangeAsync(by, "site.forgive", person ?? "", async (context, number, now) =>
        {
            var says = string.Create(CultureInfo.InvariantCulture, $"forgiven at {now.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
            if (person is null)
            {
                (await context.Sites.SingleAsync(s => s.Id == SiteRow.First, cancellationToken)).ForgivenAt = now;
                return RosterChange.Of(null, $"everybody {says}");
            }

            if (await context.People.SingleOrDefaultAsync(p => p.SiteId == SiteRow.First && p.Number == person, cancellationToken) is not { } row)
            {
                return RosterChange.Refused($"Nobody has the number {person}: 'gatehouse-host people list' shows everybody.");
            }

            (row.ForgivenAt, row.ChangedIn) = (now, number);
            return RosterChange.Of(null, $"{person} {says}");
        }, cancellationToken);

    /// <summary>Lets others enter by a gate only while somebody of a group is on post there, or without anybody.</summary>
    public Task<RosterChange> SetDutyAsync(Actor by, KioskId gate, string? group, int minutes, CancellationToken cancellationToken, string? match = null) =>
        revisions.ChangeAsync(by, "gate.duty", gate.ToString(), async (context, _, _) =>
        {
            var name = gate.ToString();
            if (await context.Kiosks.SingleOrDefaultAsync(k => k.SiteId == SiteRow.First && k.Name == name, cancellationToken) is not { } kiosk)
            {
                return RosterChange.Refused($"There is no kiosk {gate}: 'gatehouse-host kiosk list' shows those there are.");
            }

            if (group is not null && !await context.People.AnyAsync(p => p.SiteId == SiteRow.First && p.Group == group, cancellationToken))
            {
                return RosterChange.Refused($"Nobody is in a group '{group}', so that nobody could ever enter.");
            }

            if (minutes is < 1 or > MostMinutes)
            {
                return RosterChange.Refused($"Showing a badge counts for 1 to {MostMinutes} minutes.");
            }

            var was = Words(kiosk);
            (kiosk.DutyGroup, kiosk.DutyMinutes) = (group, group is null ? 0 : minutes);
            return RosterChange.Of(was, Words(kiosk));
        }, cancellationToken, match);

    /// <summary>Whether gates look who is in already.</summary>
    public static string Words(SiteRow site) =>
        site.PassbackMinutes is { } minutes ? string.Create(CultureInfo.InvariantCulture, $"{(site.PassbackHard ? "hard" : "soft")} for {minutes} minutes") : "off";

    /// <summary>Who has to be on post at a gate.</summary>
    public static string Words(KioskRow kiosk) =>
        kiosk.DutyGroup is { } group ? string.Create(CultureInfo.InvariantCulture, $"'{group}' for {kiosk.DutyMinutes} minutes") : "nobody has to be on post";
}
