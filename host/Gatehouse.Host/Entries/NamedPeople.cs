using System.Collections.Concurrent;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Entries;

/// <summary>Finds people's numbers by their names, among those who walked through and those on the roster.</summary>
internal sealed class NamedPeople
{
    // A kiosk may claim any number of people.
    private const int Most = 200_000;

    // What was written today under the same name need not be written again: it happens once a person and day, not once a passage.
    private readonly ConcurrentDictionary<(int Site, string Person), (string Name, int Day)> _written = new();

    /// <summary>The numbers that a text means: it is one itself, or it is a part of names.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(GatehouseContext context, string text, CancellationToken cancellationToken)
    {
        if (await context.Entries.AnyAsync(e => e.SiteId == SiteRow.First && e.Person == text, cancellationToken))
        {
            return [text];
        }

        // Unlike Contains, it does not ask for capitals where they stand.
        var pattern = $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        var listed = await context.Listed(pattern).Where(p => p.SiteId == SiteRow.First).Select(p => p.Number).ToListAsync(cancellationToken);
        // Who stands on the roster need not be looked for by what kiosks sent.
        var others = await context.Named(pattern)
            .Where(l => l.SiteId == SiteRow.First && !context.People.Any(p => p.SiteId == l.SiteId && p.Number == l.Person))
            .Select(l => l.Person)
            .ToListAsync(cancellationToken);
        return [.. listed, .. others];
    }

    /// <summary>Writes down which of these records name people; the last thing in their transaction, in an order that all share.</summary>
    /// <returns>What to give <see cref="Remember"/> once it is committed.</returns>
    public async Task<IReadOnlyList<BatchRecord>> WriteAsync(
        GatehouseContext context, EpochRow epoch, IReadOnlyList<BatchRecord> fresh, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = Day(now);
        var named = fresh
            .Where(r => r.Name is not null && r.Decision?.Person is { } person && !(_written.TryGetValue((epoch.SiteId, person), out var last) && last == (r.Name, today)))
            .GroupBy(r => r.Decision!.Person!, StringComparer.Ordinal)
            .Select(person => person.Last())
            .OrderBy(r => r.Decision!.Person, StringComparer.Ordinal)
            .ToList();
        foreach (var record in named)
        {
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO last_named (site_id, person, epoch_id, sequence, month)
                VALUES ({epoch.SiteId}, {record.Decision!.Person}, {epoch.Id}, {record.Sequence}, {Months.Of(now)})
                ON CONFLICT (site_id, person) DO UPDATE SET epoch_id = excluded.epoch_id, sequence = excluded.sequence, month = excluded.month
                """,
                cancellationToken);
        }

        return named;
    }

    /// <summary>What was written is committed.</summary>
    public void Remember(EpochRow epoch, IReadOnlyList<BatchRecord> written, DateTimeOffset now)
    {
        if (_written.Count > Most)
        {
            _written.Clear();
        }

        foreach (var record in written)
        {
            _written[(epoch.SiteId, record.Decision!.Person!)] = (record.Name!, Day(now));
        }
    }

    private static int Day(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).DayNumber;
}
