using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Entries;

/// <summary>What stands beside a record: who somebody is and what was measured.</summary>
/// <param name="Person">The person's number; null where the badge was unknown.</param>
/// <param name="Values">The values that are kept, by name.</param>
/// <param name="Erased">The names of those that were there and are erased, or were never sent.</param>
public sealed record ValuesView(string? Person, IReadOnlyDictionary<string, JsonElement> Values, IReadOnlyList<string> Erased);

/// <summary>Shows measured values to those who follow them up. Each look is entered in the audit log.</summary>
internal sealed class MeasuredValues(IDbContextFactory<GatehouseContext> contexts, TimeProvider time)
{
    /// <summary>Looks at what stands beside one record.</summary>
    /// <exception cref="NotThereException">There is no such record of a passage.</exception>
    public async Task<ValuesView> LookAsync(Actor by, string kiosk, string epoch, long sequence, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var found = await (
            from row in context.Entries.AsNoTracking()
            join named in context.Epochs on new { row.SiteId, Id = row.EpochId } equals new { named.SiteId, Id = (long?)named.Id }
            join gate in context.Kiosks on new { row.SiteId, Id = row.KioskId } equals new { gate.SiteId, gate.Id }
            join record in context.Records on new { row.SiteId, row.EpochId, row.Sequence } equals new { record.SiteId, EpochId = (long?)record.EpochId, Sequence = (long?)record.Sequence }
            where row.SiteId == SiteRow.First && gate.Name == kiosk && named.Name == epoch && row.Sequence == sequence
            select new { row.Person, row.EpochId, record.Line }).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotThereException($"There is no passage {kiosk}/{epoch}/{sequence}.");
        var personal = await context.Personal.AsNoTracking().Where(p => p.SiteId == SiteRow.First && p.EpochId == found.EpochId && p.Sequence == sequence).Select(p => p.Line).SingleOrDefaultAsync(cancellationToken);
        var kept = (personal is null ? [] : JournalLine.ReadPersonal(personal).Fields).ToDictionary(f => f.Name, f => JsonElement.Parse(f.Value.Span), StringComparer.Ordinal);
        var committed = ChainCheck.Read(found.Line)?.Body.TryGetProperty("commitments", out var commitments) == true ? commitments.EnumerateObject().Select(c => c.Name) : [];
        await AuditLog.AddAsync(context, by, time, new AuditEntry("entry.look", found.Person ?? "", After: new { Kiosk = kiosk, Epoch = epoch, Sequence = sequence }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ValuesView(found.Person, kept, [.. committed.Where(name => !kept.ContainsKey(name))]);
    }
}
