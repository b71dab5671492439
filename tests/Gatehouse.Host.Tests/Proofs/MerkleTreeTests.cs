using Gatehouse.Host.Proofs;

namespace Gatehouse.Host.Tests.Proofs;

public sealed class MerkleTreeTests
{
    // The leaves of the reference implementation of RFC 6962 (certificate-transparency, merkletree tests).
    private static readonly byte[][] Leaves =
        [.. ((string[])["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]).Select(Convert.FromHexString)];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Has_the_roots_that_the_reference_has(int leaves, string root) =>
        Assert.Equal(root, Convert.ToHexStringLower(MerkleTree.Root([.. Leaves.Take(leaves)])));

    [Fact]
    public void Proves_the_sixth_of_eight_as_the_reference_does() =>
        Assert.Equal(
            ["bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
            MerkleTree.Proof(5, Leaves).Select(Convert.ToHexStringLower));

    [Fact]
    public void Every_leaf_of_trees_of_every_size_is_led_to_the_root_and_no_other_is()
    {
        for (var size = 1; size <= 33; size++)
        {
            List<byte[]> leaves = [.. Enumerable.Range(0, size).Select(i => new[] { (byte)i })];
            var root = MerkleTree.Root(leaves);
            for (var index = 0; index < size; index++)
            {
                var proof = MerkleTree.Proof(index, leaves);
                Assert.Equal(root, MerkleTree.RootOf(leaves[index], index, size, proof));
                Assert.NotEqual(root, MerkleTree.RootOf([0xFF], index, size, proof));
                Assert.NotEqual(root, MerkleTree.RootOf(leaves[index], index, size, [.. proof, root]));
                Assert.True(size == 1 || MerkleTree.RootOf(leaves[index], index, size, [.. proof.Skip(1)]) is not { } shorter || !shorter.SequenceEqual(root));
            }
        }
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(3, 3)]
    [InlineData(0, 0)]
    public void A_leaf_outside_the_tree_leads_nowhere(int index, int size) => Assert.Null(MerkleTree.RootOf([1], index, size, []));
}
