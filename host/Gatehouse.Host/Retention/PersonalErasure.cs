using System.Buffers;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Retention;

/// <summary>Erases personal values: by the rules of the kiosks, whose records say what went there, and by the host's own.</summary>
internal static class PersonalErasure
{
    private const int Together = 500;
    private const string Name = "name";

    /// <summary>Does here what these records say was done at their kiosk; the caller's transaction holds all of it.</summary>
    public static async Task ApplyAsync(GatehouseContext context, EpochRow from, IEnumerable<BatchRecord> fresh, CancellationToken cancellationToken)
    {
        foreach (var record in fresh.Where(record => record.Record.Kind == RecordKind.Erased))
        {
            var said = record.Record.Body.Deserialize(ContractJson.Default.ValuesErased)!;
            var epoch = await context.Epochs.AsNoTracking()
                .Where(e => e.SiteId == from.SiteId && e.KioskId == from.KioskId && e.Name == said.Epoch)
                .Select(e => (long?)e.Id)
                .SingleOrDefaultAsync(cancellationToken);
            var rows = context.Personal.Where(p => p.SiteId == from.SiteId && p.EpochId == epoch && p.Sequence >= said.From && p.Sequence <= said.To);
            await EraseAsync(context, rows, field => said.Fields.Contains(field, StringComparer.Ordinal), cancellationToken);
        }
    }

    /// <summary>Erases what was received before a time: names, or all that is no name.</summary>
    /// <returns>From how many records.</returns>
    public static async Task<int> OlderAsync(GatehouseContext context, DateTimeOffset before, bool names, CancellationToken cancellationToken) =>
        await EraseAsync(
            context,
            context.Personal.Where(p => context.Records.Any(r => r.SiteId == p.SiteId && r.EpochId == p.EpochId && r.Sequence == p.Sequence && r.ReceivedAt < before)),
            field => PersonalField.IsOfWho(field) == names,
            cancellationToken);

    /// <summary>Erases what was received of a kiosk before a time: the fields that are named.</summary>
    /// <returns>From how many records.</returns>
    public static async Task<int> OlderAsync(GatehouseContext context, long kiosk, DateTimeOffset before, IReadOnlySet<string> fields, CancellationToken cancellationToken) =>
        await EraseAsync(
            context,
            context.Personal.Where(p =>
                context.Epochs.Any(e => e.SiteId == p.SiteId && e.Id == p.EpochId && e.KioskId == kiosk)
                && context.Records.Any(r => r.SiteId == p.SiteId && r.EpochId == p.EpochId && r.Sequence == p.Sequence && r.ReceivedAt < before)),
            fields.Contains,
            cancellationToken);

    /// <summary>Erases a person's name from their records; what was measured goes by its own rules.</summary>
    /// <returns>From how many records.</returns>
    public static async Task<int> OfPersonAsync(GatehouseContext context, string number, CancellationToken cancellationToken) =>
        await EraseAsync(
            context,
            context.Personal.Where(p => context.Entries.Any(e => e.SiteId == p.SiteId && e.Person == number && e.EpochId == p.EpochId && e.Sequence == p.Sequence)),
            PersonalField.IsOfWho,
            cancellationToken);

    private static async Task<int> EraseAsync(GatehouseContext context, IQueryable<PersonalRow> rows, Predicate<string> goes, CancellationToken cancellationToken)
    {
        var (erased, site, epoch, sequence) = (0, 0, 0L, 0L);
        while (true)
        {
            var (afterSite, afterEpoch, afterSequence) = (site, epoch, sequence);
            var some = await rows
                .Where(p => p.SiteId > afterSite || (p.SiteId == afterSite && (p.EpochId > afterEpoch || (p.EpochId == afterEpoch && p.Sequence > afterSequence))))
                .OrderBy(p => p.SiteId).ThenBy(p => p.EpochId).ThenBy(p => p.Sequence)
                .Take(Together)
                .ToListAsync(cancellationToken);
            if (some.Count == 0)
            {
                return erased;
            }

            foreach (var row in some)
            {
                erased += Erase(context, row, goes) ? 1 : 0;
            }

            (site, epoch, sequence) = (some[^1].SiteId, some[^1].EpochId, some[^1].Sequence);
            await context.SaveChangesAsync(cancellationToken);
        }
    }

    private static bool Erase(GatehouseContext context, PersonalRow row, Predicate<string> goes)
    {
        var values = JournalLine.ReadPersonal(row.Line);
        var stay = values.Fields.Where(field => !goes(field.Name)).ToList();
        if (stay.Count == values.Fields.Count)
        {
            return false;
        }

        if (stay.Count == 0)
        {
            context.Personal.Remove(row);
            return true;
        }

        var line = new ArrayBufferWriter<byte>(row.Line.Length);
        JournalLine.Write(line, values with { Fields = stay });
        row.Line = line.WrittenSpan.ToArray();
        row.Name = stay.Exists(field => field.Name == Name) ? row.Name : null;
        return true;
    }
}
