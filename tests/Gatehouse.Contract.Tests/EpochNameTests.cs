namespace Gatehouse.Contract.Tests;

public sealed class EpochNameTests
{
    [Theory]
    [InlineData("0001-9f3c2a71")]
    [InlineData("a")]
    [InlineData("0123456789012345678901234567890123456789")]
    public void Names_an_epoch(string name) => Assert.True(EpochName.IsValid(name));

    [Theory]
    [InlineData("")]
    [InlineData("01234567890123456789012345678901234567890")]
    [InlineData("0001-9F3C2A71")]
    [InlineData("0001/9f3c2a71")]
    [InlineData("0001.9f3c2a71")]
    [InlineData("ä")]
    public void Names_none(string name) => Assert.False(EpochName.IsValid(name));
}
