using System.Globalization;
using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Proofs;

/// <summary>Puts the heads of all kiosks, and that of the audit log, into one tree a day, whose signed head names the one of the day before.</summary>
internal sealed class DailyTree(IDbContextFactory<GatehouseContext> contexts, Authority authority, TimeProvider time)
{
    /// <summary>The site's day that has ended last.</summary>
    public DateOnly Yesterday => DateOnly.FromDateTime(time.GetLocalNow().DateTime).AddDays(-1);

    /// <summary>A day as it stands in the table.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Makes the tree of the day that has ended last, unless it is there or a later one is.</summary>
    /// <returns>Whether it was made now.</returns>
    public async Task<bool> MakeAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var last = await context.Trees.AsNoTracking().OrderByDescending(t => t.Day).FirstOrDefaultAsync(cancellationToken);
        var day = Yesterday;
        if (last is not null && string.CompareOrdinal(last.Day, Text(day)) >= 0)
        {
            return false;
        }

        var leaves = await LeavesAsync(context, cancellationToken);
        if (leaves.Count == 0 && last is null)
        {
            // A host that never held anything has nothing to prove.
            return false;
        }

        var now = time.GetUtcNow();
        var head = new TreeHead(TreeHead.Word, day, leaves.Count, Convert.ToHexStringLower(MerkleTree.Root(leaves)), last is null ? null : RecordHash.Of(last.Line).ToString(), now);
        context.Trees.Add(new TreeRow
        {
            Day = Text(day),
            Line = authority.Sign(head, TreeJson.Default.TreeHead),
            Leaves = [.. leaves.SelectMany(leaf => leaf.Append((byte)'\n'))],
            MadeAt = now,
        });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The leaves of a stored tree.</summary>
    public static IReadOnlyList<byte[]> Leaves(TreeRow tree) =>
        [.. Encoding.UTF8.GetString(tree.Leaves).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes)];

    private static async Task<List<byte[]>> LeavesAsync(GatehouseContext context, CancellationToken cancellationToken)
    {
        var epochs = await context.Epochs.AsNoTracking()
            .Join(context.Kiosks, e => new { e.SiteId, Id = e.KioskId }, k => new { k.SiteId, k.Id }, (e, k) => new { e.Id, e.Name, Kiosk = k.Name })
            .ToListAsync(cancellationToken);
        var runs = (await context.Runs.AsNoTracking().OrderBy(r => r.First).ToListAsync(cancellationToken)).ToLookup(r => r.EpochId);
        var losses = (await context.Losses.AsNoTracking().OrderBy(l => l.First).ToListAsync(cancellationToken)).ToLookup(l => l.EpochId);
        var leaves = new List<byte[]>();
        foreach (var epoch in epochs.OrderBy(e => e.Kiosk, StringComparer.Ordinal).ThenBy(e => e.Name, StringComparer.Ordinal))
        {
            List<RunRow> own = [.. runs[epoch.Id]];
            var watermark = HeldRuns.Answer(epoch.Name, own, [.. losses[epoch.Id]]).Watermark;
            if (own.FindLast(r => r.Last <= watermark) is { } run)
            {
                leaves.Add(JsonSerializer.SerializeToUtf8Bytes(new TreeLeaf(epoch.Kiosk, epoch.Name, run.Last, run.LastHash), TreeJson.Default.TreeLeaf));
            }
        }

        if (await AuditLog.HeadAsync(context, cancellationToken) is { } head)
        {
            leaves.Add(JsonSerializer.SerializeToUtf8Bytes(new TreeLeaf(AuditLog.Journal, AuditLog.Epoch, head.Sequence, head.Hash.ToString()), TreeJson.Default.TreeLeaf));
        }

        return leaves;
    }
}
