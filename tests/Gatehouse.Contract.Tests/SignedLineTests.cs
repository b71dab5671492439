using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Contract.Tests;

public sealed class SignedLineTests
{
    private const string Checkpoint =
        """{"statement":"checkpoint","kiosk":"gate-1","epoch":"0001-9f3c2a71","sequence":100,"hash":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","at":"2026-03-02T08:31:00+00:00","boot":"0f8fad5bd9cb469fa16570867728950e","key":"0123456789abcdef"}""";

    private static Contract.Checkpoint Stated => new(
        Contract.Checkpoint.Word, "gate-1", "0001-9f3c2a71", 100, new string('a', 64), new DateTimeOffset(2026, 3, 2, 8, 31, 0, TimeSpan.Zero), "0f8fad5bd9cb469fa16570867728950e", "0123456789abcdef");

    [Fact]
    public void A_checkpoint_is_written_in_this_form()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var line = SignedLine.Sign(Stated, ContractJson.Default.Checkpoint, key);
        Assert.Equal(Checkpoint, Encoding.UTF8.GetString(line).Split('\t')[0]);
        Assert.Equal(Stated, SignedLine.Read(line, ContractJson.Default.Checkpoint));
        Assert.True(Stated.IsSound);
    }

    [Fact]
    public void Any_change_of_a_single_bit_is_seen()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var line = SignedLine.Sign(Stated, ContractJson.Default.Checkpoint, key);
        Assert.True(SignedLine.IsSignedBy(line, key));
        for (var i = 0; i < line.Length; i++)
        {
            var changed = line.ToArray();
            changed[i] ^= 1;
            Assert.False(SignedLine.IsSignedBy(changed, key), $"byte {i}");
        }
    }

    [Fact]
    public void Another_key_signed_another_line()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var line = SignedLine.Sign(Stated, ContractJson.Default.Checkpoint, key);
        Assert.False(SignedLine.IsSignedBy(line, other));
        Assert.NotEqual(SignedLine.KeyName(key), SignedLine.KeyName(other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\t")]
    [InlineData("{}")]
    [InlineData("{}\t")]
    [InlineData("{}\tAAAA")]
    [InlineData("{}\t====")]
    [InlineData("not json\tAAAA")]
    public void Nonsense_is_signed_by_nobody(string line)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.False(SignedLine.IsSignedBy(Encoding.UTF8.GetBytes(line), key));
        Assert.True(SignedLine.Read(Encoding.UTF8.GetBytes(line), ContractJson.Default.Checkpoint) is not { IsSound: true });
    }

    [Fact]
    public void A_countersignature_is_of_one_line_alone()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var line = SignedLine.Sign(Stated, ContractJson.Default.Checkpoint, key);
        var countersigned = new Countersignature(Countersignature.Word, RecordHash.Of(line).ToString(), "gate-1", "0001-9f3c2a71", 100, Stated.At);
        Assert.True(countersigned.IsOf(line));
        Assert.False(countersigned.IsOf(SignedLine.Sign(Stated, ContractJson.Default.Checkpoint, key)));
    }
}
