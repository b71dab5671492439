using System.Numerics;
using System.Security.Cryptography;

namespace Gatehouse.Host.Proofs;

/// <summary>The Merkle tree of RFC 6962, section 2.1, over SHA-256.</summary>
public static class MerkleTree
{
    /// <summary>The root over these leaves (2.1); of none, the hash of nothing.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> leaves) => leaves.Count switch
    {
        0 => SHA256.HashData([]),
        1 => Leaf(leaves[0]),
        _ => Node(Root(Left(leaves)), Root(Right(leaves))),
    };

    /// <summary>The hashes beside the way from a leaf to the root, from below (2.1.1).</summary>
    public static IReadOnlyList<byte[]> Proof(int index, IReadOnlyList<byte[]> leaves)
    {
        if (leaves.Count <= 1)
        {
            return [];
        }

        var left = Split(leaves.Count);
        return index < left
            ? [.. Proof(index, Left(leaves)), Root(Right(leaves))]
            : [.. Proof(index - left, Right(leaves)), Root(Left(leaves))];
    }

    /// <summary>The root that a leaf and its proof lead to (RFC 9162, 2.1.3.2); null when the proof has not the right length.</summary>
    public static byte[]? RootOf(byte[] leaf, int index, int size, IReadOnlyList<byte[]> proof)
    {
        var (node, last, hash) = (index, size - 1, Leaf(leaf));
        if (index < 0 || index > last)
        {
            return null;
        }

        foreach (var beside in proof)
        {
            if (last == 0)
            {
                return null;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = Node(beside, hash);
                while (node != 0 && (node & 1) == 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                hash = Node(hash, beside);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 ? hash : null;
    }

    /// <summary>The largest power of two below a number of leaves.</summary>
    private static int Split(int count) => 1 << BitOperations.Log2((uint)count - 1);

    private static List<byte[]> Left(IReadOnlyList<byte[]> leaves) => [.. leaves.Take(Split(leaves.Count))];

    private static List<byte[]> Right(IReadOnlyList<byte[]> leaves) => [.. leaves.Skip(Split(leaves.Count))];

    private static byte[] Leaf(byte[] leaf) => SHA256.HashData([0x00, .. leaf]);

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([0x01, .. left, .. right]);
}
