using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Cards;

namespace Gatehouse.Hardware.Tests.Cards;

public sealed class CardUidTests
{
    [Theory]
    [InlineData("9a2b3c4d", "9A2B3C4D")]
    [InlineData("04a1b2c3d4e5f6", "04A1B2C3D4E5F6")]
    [InlineData("04112233445566778899", "04112233445566778899")]
    public void Is_a_badge_of_upper_case_digits(string bytes, string digits) =>
        Assert.Equal(new BadgeNumber("UID", digits), CardUid.Of(Convert.FromHexString(bytes))?.Badge);

    [Theory]
    [InlineData("")]
    [InlineData("9A2B3C")]
    [InlineData("9A2B3C4D5E")]
    [InlineData("0411223344556677889900")]
    // ISO/IEC 14443-3, amendment 1 of 2005: the cascade tag stands neither here nor as the fourth byte of seven.
    [InlineData("882B3C4D")]
    [InlineData("04A1B288D4E5F6")]
    public void Is_none_that_no_card_may_have(string bytes) => Assert.Null(CardUid.Of(Convert.FromHexString(bytes)));

    [Theory]
    [InlineData("08112233", true)]
    [InlineData("18112233", false)]
    [InlineData("08112233445566", false)]
    public void Is_random_when_it_has_four_bytes_that_begin_with_08(string bytes, bool random) =>
        Assert.Equal(random, CardUid.Of(Convert.FromHexString(bytes))?.IsRandom);

    [Fact]
    public void Is_the_same_when_its_bytes_are() =>
        Assert.Equal(CardUid.Of([1, 2, 3, 4]), CardUid.Of([1, 2, 3, 4]));
}
