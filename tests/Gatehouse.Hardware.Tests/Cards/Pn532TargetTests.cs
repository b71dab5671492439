using Gatehouse.Hardware.Cards;

namespace Gatehouse.Hardware.Tests.Cards;

public sealed class Pn532TargetTests
{
    [Theory]
    // nfc-tools/libnfc, pull request 739: a MIFARE Classic at an Elechouse board.
    [InlineData("010100040804" + "1ADA7444", "1ADA7444", 0x08)]
    // nfc-tools/libnfc, issue 476, of an ACR122, which is a PN532.
    [InlineData("010104000804" + "82ACB95D", "82ACB95D", 0x08)]
    // nfc-tools/libnfc, issue 267: a DESFire EV1 and a JCOP31, each with its answer to select.
    [InlineData("010103442007" + "041E2061801D80" + "067577810280", "041E2061801D80", 0x20)]
    [InlineData("010100482007" + "041314218B2080" + "0D7877B1024A434F5076323431", "041314218B2080", 0x20)]
    public void Reads_captured_cards(string answer, string uid, byte acknowledge)
    {
        var target = Assert.Single(Pn532Target.Parse(Convert.FromHexString(answer))!);
        Assert.Equal((1, uid, acknowledge), (target.Number, target.Uid.Digits, target.Acknowledge));
        Assert.Equal(acknowledge == 0x20, target.SpeaksApdus);
    }

    [Fact]
    public void Reads_two_cards_one_after_the_other() => Assert.Equal(
        ["041E2061801D80", "1ADA7444"],
        Pn532Target.Parse(Convert.FromHexString("02" + "0103442007041E2061801D80067577810280" + "02000408041ADA7444"))!.Select(t => t.Uid.Digits));

    [Fact]
    public void Reads_that_there_is_none() => Assert.Empty(Pn532Target.Parse([0])!);

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("0101000408041ADA74")]
    [InlineData("0201000408041ADA7444")]
    [InlineData("0101000408041ADA744400")]
    [InlineData("0001000408041ADA7444")]
    // A length of the identifier that no card has, and one beyond the end.
    [InlineData("0101000408051ADA744455")]
    [InlineData("010100040828" + "1ADA7444")]
    // An answer to select that is longer than what follows, or has no length.
    [InlineData("010103442007041E2061801D8007757781")]
    [InlineData("010103442007041E2061801D8000757781")]
    public void Refuses_what_contradicts_itself(string answer) => Assert.Null(Pn532Target.Parse(Convert.FromHexString(answer)));
}
