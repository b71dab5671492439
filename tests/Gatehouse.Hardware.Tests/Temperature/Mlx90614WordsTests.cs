using CsCheck;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Tests.Temperature;

public sealed class Mlx90614WordsTests
{
    [Theory]
    [InlineData(0x3AD2, 28.01)]
    [InlineData(0x3AF7, 28.75)]
    [InlineData(0x3AF8, 28.77)]
    [InlineData(0x3C80, 36.61)]
    [InlineData(0x27AD, -70.01)]
    [InlineData(0x7FFF, 382.19)]
    [InlineData(0x4DC4, 125.01)]
    public void Agree_with_the_datasheet(int word, double degrees) =>
        Assert.Equal(degrees, Mlx90614Words.ToCelsius((ushort)word).Degrees, 0.005);

    [Fact]
    public void Every_word_comes_back() => Gen.UShort[0, 0x7FFF].Sample(
        word => Assert.Equal(word, Mlx90614Words.FromCelsius(Mlx90614Words.ToCelsius(word))));
}
