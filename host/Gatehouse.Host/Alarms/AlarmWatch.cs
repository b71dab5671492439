using System.Globalization;
using Gatehouse.Host.Composition;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Alarms;

/// <summary>Looks for what no record says: kiosks that say nothing, certificates that expire, records that do not come, alarms that nobody sees.</summary>
internal sealed class AlarmWatch(IDbContextFactory<GatehouseContext> contexts, KioskPresence presence, Authority authority, RunOptions options, TimeProvider time)
{
    // A kiosk is heard every ten seconds while its line stands, and asks every minute besides.
    private static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(2);

    // A kiosk renews its certificate thirty days before its end: one that has not for two weeks will not by itself.
    private static readonly TimeSpan KioskExpires = TimeSpan.FromDays(14);
    private static readonly TimeSpan AuthorityExpires = TimeSpan.FromDays(180);

    private static readonly TimeSpan MissingFor = TimeSpan.FromMinutes(15);

    private readonly long _began = time.GetTimestamp();

    /// <summary>Looks at what changes within seconds.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await presence.NoteAsync(cancellationToken);
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await SilentAsync(context, now, cancellationToken);
        await CertificatesAsync(context, now, cancellationToken);
        await EscalateAsync(context, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Looks at what is missing of each kiosk, and whether it comes.</summary>
    public async Task LookAtGapsAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var missing = (await Holdings.KiosksAsync(context, null, reread: false, cancellationToken))
            .ToDictionary(k => k.Kiosk, k => k.Epochs.Sum(e => Math.Max(0, e.Highest - e.Records - e.LostRecords)), StringComparer.Ordinal);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var (gaps, grows) = (New(), New());
        foreach (var kiosk in await context.Kiosks.Where(k => k.SiteId == SiteRow.First && k.RetiredAt == null).ToListAsync(cancellationToken))
        {
            var (before, count) = (kiosk.Missing, missing.GetValueOrDefault(kiosk.Name));
            kiosk.Missing = count;
            kiosk.MissingSince = count == 0 ? null : count < before ? now : kiosk.MissingSince ?? now;
            if (count > before && before > 0)
            {
                grows[kiosk.Name] = "More records are missing than before: its line is too slow, or something keeps it from sending.";
            }

            if (kiosk.MissingSince <= now - MissingFor)
            {
                gaps[kiosk.Name] = "Records are missing and have not come for a quarter of an hour: 'gatehouse-host verify' names them.";
            }
        }

        await context.SaveChangesAsync(cancellationToken);
        await StandAsync(context, AlarmKind.QueueGrowing, grows, now, cancellationToken);
        await StandAsync(context, AlarmKind.Gaps, gaps, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task SilentAsync(GatehouseContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_began) < SilentAfter)
        {
            // Whoever has just come cannot say who was silent.
            return;
        }

        var kiosks = await context.Kiosks.AsNoTracking()
            .Where(k => k.SiteId == SiteRow.First && k.RetiredAt == null && context.Certificates.Any(c => c.SiteId == k.SiteId && c.KioskId == k.Id && c.RevokedAt == null))
            .ToListAsync(cancellationToken);
        var silent = New();
        foreach (var kiosk in kiosks.Where(k => (k.SeenAt ?? k.AddedAt) <= now - SilentAfter))
        {
            silent[kiosk.Name] = kiosk.SeenAt is { } seen
                ? string.Create(CultureInfo.InvariantCulture, $"Nothing was heard of it since {seen.UtcDateTime:yyyy-MM-dd HH:mm} UTC: look at its power and its network. It goes on deciding by itself.")
                : "Nothing was ever heard of it: look whether it runs and reaches this host.";
        }

        await StandAsync(context, AlarmKind.Silent, silent, now, cancellationToken);
    }

    private async Task CertificatesAsync(GatehouseContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ends = await context.Certificates
            .Where(c => c.SiteId == SiteRow.First && c.RevokedAt == null)
            .Join(context.Kiosks.Where(k => k.RetiredAt == null), c => new { c.SiteId, Id = c.KioskId }, k => new { k.SiteId, k.Id }, (c, k) => new { k.Name, c.NotAfter })
            .ToListAsync(cancellationToken);
        var expiring = New();
        foreach (var kiosk in ends.GroupBy(e => e.Name, e => e.NotAfter, StringComparer.Ordinal))
        {
            if (kiosk.Max() is var end && end <= now + KioskExpires)
            {
                expiring[kiosk.Key] = string.Create(CultureInfo.InvariantCulture, $"Its certificate ends on {end.UtcDateTime:yyyy-MM-dd} and was not renewed: a kiosk that runs and reaches this host does so by itself.");
            }
        }

        if (authority.NotAfter <= now + AuthorityExpires)
        {
            expiring[""] = string.Create(CultureInfo.InvariantCulture, $"This host's authority ends on {authority.NotAfter.UtcDateTime:yyyy-MM-dd}: no kiosk believes this host after that.");
        }

        await StandAsync(context, AlarmKind.CertificateExpiring, expiring, now, cancellationToken);
    }

    private async Task EscalateAsync(GatehouseContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now - options.EscalateAfter;
        var waiting = context.Alarms.Where(a => a.ClearedAt == null && a.AcknowledgedAt == null && a.EscalatedAt == null && a.RaisedAt <= before && a.Severity != AlarmSeverity.Low);
        if (!await waiting.AnyAsync(cancellationToken))
        {
            return;
        }

        await context.NextAsync(CounterRow.AlarmEvents, cancellationToken);
        foreach (var alarm in await waiting.ToListAsync(cancellationToken))
        {
            (alarm.EscalatedAt, alarm.Severity) = (now, AlarmSeverity.Above(alarm.Severity));
            context.AlarmEvents.Add(new AlarmEventRow
            {
                SiteId = alarm.SiteId,
                AlarmId = alarm.Id,
                Id = await context.NextAsync(CounterRow.AlarmEvents, cancellationToken),
                At = now,
                What = AlarmEventRow.Escalated,
                Detail = alarm.Severity,
            });
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Raises an alarm of a kind for each kiosk that is named and has none, and clears the others'.</summary>
    private static async Task StandAsync(GatehouseContext context, string kind, Dictionary<string, string> wrong, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var active = context.Alarms.Where(a => a.SiteId == SiteRow.First && a.Kind == kind && a.ClearedAt == null);
        if (wrong.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(await active.Select(a => a.Kiosk ?? "").ToListAsync(cancellationToken)))
        {
            return;
        }

        // Of two hosts that look at once one waits here, and finds it done.
        await context.NextAsync(CounterRow.AlarmEvents, cancellationToken);
        var known = await active.Select(a => a.Kiosk ?? "").ToListAsync(cancellationToken);
        foreach (var (kiosk, detail) in wrong.Where(w => !known.Contains(w.Key)))
        {
            await AlarmBook.RaiseAsync(
                context, new AlarmRow { SiteId = SiteRow.First, Kind = kind, Kiosk = kiosk.Length == 0 ? null : kiosk, Detail = detail, FirstAt = now }, cancellationToken);
        }

        var right = known.Where(k => !wrong.ContainsKey(k)).ToList();
        await AlarmBook.ClearAsync(context, active.Where(a => right.Contains(a.Kiosk ?? "")), now, cancellationToken);
    }

    private static Dictionary<string, string> New() => new(StringComparer.Ordinal);
}
