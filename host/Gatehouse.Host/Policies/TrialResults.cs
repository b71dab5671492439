using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Policies;

/// <summary>Takes from fresh records what gates computed that were asked to try a policy.</summary>
internal static class TrialResults
{
    /// <summary>Takes note of them.</summary>
    public static async Task ApplyAsync(GatehouseContext context, KioskRow kiosk, IReadOnlyList<BatchRecord> fresh, CancellationToken cancellationToken)
    {
        foreach (var record in fresh.Where(r => r.Record.Kind == RecordKind.Tried))
        {
            var tried = record.Record.Body.Deserialize(ContractJson.Default.PolicyTried)!;
            await context.Trials.Where(t => t.SiteId == kiosk.SiteId && t.KioskId == kiosk.Id && t.Command == tried.Command && t.Result == null)
                .ExecuteUpdateAsync(t => t.SetProperty(x => x.Result, JsonSerializer.Serialize(tried, ContractJson.Default.PolicyTried)), cancellationToken);
        }
    }
}
