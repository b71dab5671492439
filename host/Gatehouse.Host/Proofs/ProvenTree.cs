using System.Globalization;
using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Proofs;

/// <summary>A day's tree as it is shown, with the proof that a kiosk's head is in it.</summary>
/// <param name="Tree">What the host signed.</param>
/// <param name="Line">The signed line in its bytes.</param>
/// <param name="Proofs">One for each epoch of the kiosk that was asked for; empty where none was.</param>
internal sealed record ProvenTree(TreeHead Tree, string Line, IReadOnlyList<TreeProof> Proofs)
{
    /// <summary>Finds one.</summary>
    /// <param name="context">The data.</param>
    /// <param name="day">Its day, as 2026-03-01; null for the last one.</param>
    /// <param name="kiosk">Whose records are to be proven to be in it; null for nobody's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HostException">There is none, or it holds nothing of the kiosk.</exception>
    public static async Task<ProvenTree> FindAsync(GatehouseContext context, string? day, string? kiosk, CancellationToken cancellationToken)
    {
        if (day is not null && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            throw new HostException($"'{day}' is not a day: write it as 2026-03-01.");
        }

        var row = await context.Trees.AsNoTracking().Where(t => day == null || t.Day == day).OrderByDescending(t => t.Day).FirstOrDefaultAsync(cancellationToken)
            ?? throw new NotThereException(day is null
                ? "There is no tree yet: the host makes one soon after midnight, once it holds records."
                : $"There is no tree of {day}: the host makes one soon after midnight, and did not run then or held nothing.");
        var head = SignedLine.Read(row.Line, TreeJson.Default.TreeHead) ?? throw new HostException($"The tree of {row.Day} cannot be read: 'gatehouse-host verify' tells more.");
        return new ProvenTree(head, Encoding.UTF8.GetString(row.Line), Of(DailyTree.Leaves(row), kiosk, row.Day));
    }

    private static List<TreeProof> Of(IReadOnlyList<byte[]> leaves, string? kiosk, string day)
    {
        if (kiosk is null)
        {
            return [];
        }

        List<TreeProof> proofs =
        [
            .. from index in Enumerable.Range(0, leaves.Count)
               let leaf = JsonSerializer.Deserialize(leaves[index], TreeJson.Default.TreeLeaf)!
               where leaf.Kiosk == kiosk
               select new TreeProof(index, Encoding.UTF8.GetString(leaves[index]), [.. MerkleTree.Proof(index, leaves).Select(Convert.ToHexStringLower)]),
        ];
        return proofs.Count > 0 ? proofs : throw new NotThereException($"Nothing of the kiosk {kiosk} is in the tree of {day}.");
    }
}

/// <summary>That a leaf is in a tree, as RFC 6962 has it.</summary>
/// <param name="Index">Its place among the leaves.</param>
/// <param name="Leaf">The leaf: the last record of an epoch up to which everything is held.</param>
/// <param name="Path">The hashes beside its way to the root, from below, in hexadecimal digits.</param>
internal sealed record TreeProof(int Index, string Leaf, IReadOnlyList<string> Path);
