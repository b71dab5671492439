using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Proofs;

/// <summary>Checks the stored trees: signature, root, and that each names the one before.</summary>
internal sealed class TreeCheck
{
    private readonly List<(string Day, TreeLeaf Leaf)> _leaves = [];

    /// <summary>Checks them in the order of their days.</summary>
    public TreeCheck(IReadOnlyList<TreeRow> trees, ECDsa host)
    {
        Count = trees.Count;
        string? before = null;
        foreach (var tree in trees)
        {
            if (Fault(tree, before, host) is { } fault)
            {
                Problems.Add($"The tree of {tree.Day} {fault}.");
            }
            else
            {
                _leaves.AddRange(DailyTree.Leaves(tree).Select(leaf => (tree.Day, Read(leaf)!)));
            }

            before = RecordHash.Of(tree.Line).ToString();
        }
    }

    public int Count { get; }

    public List<string> Problems { get; } = [];

    /// <summary>The leaves of sound trees that are of one epoch.</summary>
    public IReadOnlyList<(string Day, TreeLeaf Leaf)> Of(string kiosk, string epoch) => [.. _leaves.Where(l => l.Leaf.Kiosk == kiosk && l.Leaf.Epoch == epoch)];

    /// <summary>What trees name of which nothing at all is stored any more.</summary>
    public IEnumerable<string> Unknown(IEnumerable<(string Kiosk, string Epoch)> known)
    {
        var names = known.ToHashSet();
        return _leaves.Where(l => !names.Contains((l.Leaf.Kiosk, l.Leaf.Epoch))).GroupBy(l => (l.Leaf.Kiosk, l.Leaf.Epoch))
            .Select(g => $"{g.Key.Kiosk}, epoch {g.Key.Epoch}: all of it is missing since the tree of {g.Last().Day}, which names its record {g.Last().Leaf.Sequence}.");
    }

    private static string? Fault(TreeRow tree, string? before, ECDsa host) =>
        !SignedLine.IsSignedBy(tree.Line, host) || SignedLine.Read(tree.Line, TreeJson.Default.TreeHead) is not { Statement: TreeHead.Word } head || DailyTree.Text(head.Day) != tree.Day
            ? "is not signed by this host; it was changed or forged"
            : head.Previous != before ? "does not name the one before it; that one was changed or is missing"
            : DailyTree.Leaves(tree) is var leaves && (leaves.Count != head.Size || leaves.Any(leaf => Read(leaf) is null) || Convert.ToHexStringLower(MerkleTree.Root(leaves)) != head.Root)
                ? "has not the root that was signed; its leaves were changed"
            : null;

    private static TreeLeaf? Read(byte[] leaf)
    {
        try
        {
            return JsonSerializer.Deserialize(leaf, TreeJson.Default.TreeLeaf);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
