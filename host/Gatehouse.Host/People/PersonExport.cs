using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.People;

/// <summary>
/// All that this host has of a person, in one ZIP: who they are, their badges, when they came and went, what was measured and is not
/// erased, what was erased and by which rule, and what was done about them here. It is in the audit log that it was made.
/// </summary>
internal sealed class PersonExport(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    private const int Together = 500;

    private static readonly byte[] Newline = [(byte)'\n'];

    /// <summary>Writes it.</summary>
    /// <returns>How many entries it holds.</returns>
    /// <exception cref="HostException">There is nobody of this number.</exception>
    public async Task<int> WriteAsync(Actor by, string number, Stream output, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var person = await NoteAsync(context, by, number, cancellationToken);
        await using var snapshot = await context.BeginSnapshotAsync(cancellationToken);
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: Encoding.UTF8, cancellationToken);
        var key = await context.Sites.Where(s => s.Id == SiteRow.First).Select(s => s.BadgeKey).SingleAsync(cancellationToken);
        var badges = await context.Badges.AsNoTracking().Where(b => b.SiteId == person.SiteId && b.PersonId == person.Id).OrderBy(b => b.Badge).ToListAsync(cancellationToken);
        await using (var file = await FileAsync(zip, "person.json", cancellationToken))
        {
            var told = new
            {
                person.Number, person.Name, person.Group, person.Department, person.Language, person.ValidFrom, person.ValidTo, person.Suspended, Visits = person.Host, person.Escorted, person.RemovedAt, person.PurgedAt,
                Badges = badges.ConvertAll(b => new { b.Badge, Hash = key is null ? null : BadgeText.Hash(b.Badge, key), b.State, b.ChangedAt }),
                WrittenAt = time.GetUtcNow(),
            };
            await JsonSerializer.SerializeAsync(file, told, EntryJson.Options, cancellationToken);
        }

        await using (var file = await FileAsync(zip, "audit.jsonl", cancellationToken))
        {
            await foreach (var row in context.Audit.AsNoTracking().Where(a => a.SiteId == person.SiteId && a.Subject == number).OrderBy(a => a.Sequence).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                await LineAsync(file, new { row.Sequence, row.At, row.By, row.Action }, cancellationToken);
            }
        }

        return await EntriesAsync(context, zip, number, cancellationToken);
    }

    /// <summary>Enters into the audit log that somebody looks at all of a person, before they do.</summary>
    private async Task<PersonRow> NoteAsync(GatehouseContext context, Actor by, string number, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var person = await context.People.AsNoTracking().SingleOrDefaultAsync(p => p.SiteId == SiteRow.First && p.Number == number, cancellationToken)
            ?? throw new NotThereException($"Nobody has the number {number}: 'gatehouse-host people list' shows everybody.");
        await AuditLog.AddAsync(context, by, time, new AuditEntry("person.export", number), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return person;
    }

    private static async Task<int> EntriesAsync(GatehouseContext context, ZipArchive zip, string number, CancellationToken cancellationToken)
    {
        var rules = await ErasureRules.ReadAsync(context, cancellationToken);
        var gates = await context.Kiosks.AsNoTracking().ToDictionaryAsync(k => k.Id, k => k.Name, cancellationToken);
        await using var file = await FileAsync(zip, "entries.jsonl", cancellationToken);
        var (count, last) = (0, (When: DateTimeOffset.MinValue, Epoch: 0L, Sequence: 0L));
        while (true)
        {
            var (when, epoch, sequence) = last;
            var some = await context.Entries.AsNoTracking()
                .Where(e => e.SiteId == SiteRow.First && e.Person == number
                    && (e.When > when || (e.When == when && (e.MadeByEpochId > epoch || (e.MadeByEpochId == epoch && e.MadeBySequence > sequence)))))
                .OrderBy(e => e.When).ThenBy(e => e.MadeByEpochId).ThenBy(e => e.MadeBySequence)
                .Take(Together)
                .ToListAsync(cancellationToken);
            if (some.Count == 0)
            {
                return count;
            }

            foreach (var entry in some)
            {
                await LineAsync(file, await ToldAsync(context, entry, gates[entry.KioskId], rules, cancellationToken), cancellationToken);
            }

            (count, last) = (count + some.Count, (some[^1].When, some[^1].MadeByEpochId, some[^1].MadeBySequence));
        }
    }

    private static async Task<object> ToldAsync(GatehouseContext context, EntryRow entry, string gate, ErasureRules rules, CancellationToken cancellationToken)
    {
        var line = await context.Records.AsNoTracking()
            .Where(r => r.SiteId == entry.SiteId && r.EpochId == entry.EpochId && r.Sequence == entry.Sequence)
            .Select(r => r.Line)
            .SingleOrDefaultAsync(cancellationToken);
        var kept = await context.Personal.AsNoTracking()
            .Where(p => p.SiteId == entry.SiteId && p.EpochId == entry.EpochId && p.Sequence == entry.Sequence)
            .Select(p => p.Line)
            .SingleOrDefaultAsync(cancellationToken);
        var values = kept is null ? [] : JournalLine.ReadPersonal(kept).Fields;
        var committed = line is null ? null : JournalLine.ReadRecord(line).Body.Deserialize(ContractJson.Default.PassageDecided)?.Commitments?.Keys;
        return new
        {
            entry.At, Gate = gate, entry.Direction, Decision = entry.Granted ? "granted" : "refused", entry.Reason, entry.Verdict, entry.Readings, entry.Outcome, entry.ClosedAt, entry.Passage, entry.Sequence,
            Values = values.ToDictionary(v => v.Name, v => JsonElement.Parse(v.Value.Span)),
            Erased = (committed ?? []).Except(values.Select(v => v.Name)).Order(StringComparer.Ordinal).Select(field => rules.Of(entry.EpochId ?? 0, entry.Sequence ?? 0, field)).ToList(),
        };
    }

    private static async Task<Stream> FileAsync(ZipArchive zip, string name, CancellationToken cancellationToken) => await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);

    private static async Task LineAsync(Stream file, object told, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(file, told, EntryJson.Options, cancellationToken);
        await file.WriteAsync(Newline, cancellationToken);
    }
}
