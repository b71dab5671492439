using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.People;

/// <summary>A personal value that is gone.</summary>
/// <param name="Field">Its name.</param>
/// <param name="By">By the rule of the kiosk whose policy is named, or of this host.</param>
/// <param name="At">When the kiosk's record says so; null where this host erased it by itself.</param>
internal sealed record ErasedValue(string Field, string By, DateTimeOffset? At);

/// <summary>What kiosks' records say was erased, and by which rule.</summary>
internal sealed class ErasureRules
{
    private readonly ILookup<long, (ValuesErased Said, DateTimeOffset At)> _said;

    private ErasureRules(ILookup<long, (ValuesErased, DateTimeOffset)> said) => _said = said;

    /// <summary>Reads all such records.</summary>
    public static async Task<ErasureRules> ReadAsync(GatehouseContext context, CancellationToken cancellationToken)
    {
        var epochs = await context.Epochs.AsNoTracking().ToDictionaryAsync(e => e.Id, cancellationToken);
        var ids = epochs.Values.ToLookup(e => (e.KioskId, e.Name), e => e.Id);
        var said = new List<(long Epoch, ValuesErased Said, DateTimeOffset At)>();
        await foreach (var record in context.Records.AsNoTracking().Where(r => r.SiteId == SiteRow.First && r.Kind == RecordKind.Erased).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var read = JournalLine.ReadRecord(record.Line);
            var erased = read.Body.Deserialize(ContractJson.Default.ValuesErased)!;
            said.AddRange(ids[(epochs[record.EpochId].KioskId, erased.Epoch)].Select(epoch => (epoch, erased, read.At)));
        }

        return new ErasureRules(said.ToLookup(s => s.Epoch, s => (s.Said, s.At)));
    }

    /// <summary>How a value of a record went.</summary>
    public ErasedValue Of(long epoch, long sequence, string field)
    {
        foreach (var (said, at) in _said[epoch].Where(s => s.Said.From <= sequence && s.Said.To >= sequence && s.Said.Fields.Contains(field, StringComparer.Ordinal)))
        {
            return new ErasedValue(field, FormattableString.Invariant($"the gate's policy {said.Policy}: {said.Days} days"), at);
        }

        return new ErasedValue(field, "this host", null);
    }
}
