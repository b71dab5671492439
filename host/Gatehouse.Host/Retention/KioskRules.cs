using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Retention;

/// <summary>
/// The rules by which kiosks erase, as their records said last, applied to data that were put back: they hold values that have
/// been erased since at the kiosk and at the host, which has forgotten it.
/// </summary>
internal static class KioskRules
{
    /// <summary>Erases what is past its time.</summary>
    /// <returns>From how many records.</returns>
    public static async Task<int> ApplyAsync(GatehouseContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var said = await context.Records.AsNoTracking()
            .Where(r => r.Kind == RecordKind.Erased)
            .Join(context.Epochs, r => new { r.SiteId, Id = r.EpochId }, e => new { e.SiteId, e.Id }, (r, e) => new { e.SiteId, e.KioskId, r.EpochId, r.Sequence, r.Line })
            .OrderBy(r => r.EpochId).ThenBy(r => r.Sequence)
            .ToListAsync(cancellationToken);
        var erased = 0;
        foreach (var kiosk in said.GroupBy(r => (r.SiteId, r.KioskId)))
        {
            var rules = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (var rule in kiosk.Select(r => ChainCheck.Read(r.Line)?.Body.Deserialize(ContractJson.Default.ValuesErased)).OfType<ValuesErased>())
            {
                foreach (var field in rule.Fields)
                {
                    rules[field] = rule.Days;
                }
            }

            foreach (var rule in rules.GroupBy(r => r.Value, r => r.Key))
            {
                erased += await PersonalErasure.OlderAsync(context, kiosk.Key.KioskId, now.AddDays(-rule.Key), rule.ToHashSet(StringComparer.Ordinal), cancellationToken);
            }
        }

        return erased;
    }
}
