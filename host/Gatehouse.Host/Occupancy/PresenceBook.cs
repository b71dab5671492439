using Gatehouse.Contract;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Occupancy;

/// <summary>Through which gate each person went last, for gates that look who is in already.</summary>
internal static class PresenceBook
{
    /// <summary>For how long a passage may count, at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Takes over what entries say that came or changed; of two passages of a person the later counts, whichever came first.</summary>
    public static async Task ApplyAsync(GatehouseContext context, IReadOnlyList<EntryRow> entries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var passed = entries
            .Where(e => e is { Granted: true, Person: not null, Direction: not null, Outcome: PassageOutcome.Passed } && now - e.When < Longest)
            .GroupBy(e => e.Person!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MaxBy(e => e.When)!, StringComparer.Ordinal);
        if (passed.Count == 0 || !await context.Sites.AnyAsync(s => s.Id == SiteRow.First && s.PassbackMinutes != null, cancellationToken))
        {
            return;
        }

        // Whoever else changes it waits here, so that the numbers are in the order in which the changes are seen.
        var number = await context.NextAsync(CounterRow.Presence, cancellationToken);
        var people = passed.Keys.ToList();
        var known = await context.Presence.Where(p => p.SiteId == SiteRow.First && people.Contains(p.Person)).ToDictionaryAsync(p => p.Person, StringComparer.Ordinal, cancellationToken);
        foreach (var (person, entry) in passed)
        {
            if (!known.TryGetValue(person, out var row))
            {
                row = new PresenceRow { SiteId = SiteRow.First, Person = person, Direction = "" };
                context.Presence.Add(row);
            }
            else if (row.At >= entry.When)
            {
                continue;
            }

            (row.Direction, row.At, row.KioskId, row.Number) = (entry.Direction!, entry.When, entry.KioskId, number);
        }
    }

    /// <summary>What changed after a number, the oldest change first, with the gate of each; nothing while no gate looks for it.</summary>
    public static async Task<IReadOnlyList<(long Number, string Gate, ElsewherePassed Passed)>> SinceAsync(
        GatehouseContext context, long number, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!await context.Sites.AnyAsync(s => s.Id == SiteRow.First && s.PassbackMinutes != null, cancellationToken))
        {
            return [];
        }

        var from = now - Longest;
        var rows = await context.Presence.AsNoTracking()
            .Where(p => p.SiteId == SiteRow.First && p.Number > number && p.At > from)
            .OrderBy(p => p.Number)
            .Join(context.Kiosks, p => new { p.SiteId, Id = p.KioskId }, k => new { k.SiteId, k.Id }, (p, k) => new { p.Number, k.Name, p.Person, p.Direction, p.At })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => (r.Number, r.Name, new ElsewherePassed(r.Person, r.Direction, r.At)))];
    }
}
