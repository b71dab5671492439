using Gatehouse.Hardware.Air;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Tests.Air;

public sealed class Sht3xWordsTests
{
    [Fact]
    public void The_check_byte_is_the_one_of_the_datasheet() => Assert.Equal(0x92, Sht3xWords.Check([0xBE, 0xEF]));

    [Theory]
    [InlineData(new byte[] { 0x00, 0x00, 0x81, 0x00, 0x00, 0x81 }, -45, 0)]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xAC, 0xFF, 0xFF, 0xAC }, 130, 100)]
    [InlineData(new byte[] { 0xBE, 0xEF, 0x92, 0xBE, 0xEF, 0x92 }, 85.52, 74.58)]
    public void A_result_is_temperature_and_humidity(byte[] result, double celsius, double percent)
    {
        var air = Sht3xWords.Read(result)!.Value;
        Assert.Equal((celsius, percent), (Math.Round(air.Temperature.Degrees, 2), Math.Round(air.Humidity, 2)));
    }

    [Fact]
    public void A_result_with_any_bit_turned_says_nothing()
    {
        var result = new byte[Sht3xWords.ResultLength];
        Sht3xWords.Write(new AirSample(new Celsius(21.5), 47), result);
        for (var bit = 0; bit < result.Length * 8; bit++)
        {
            result[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(Sht3xWords.Read(result));
            result[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(47, Math.Round(Sht3xWords.Read(result)!.Value.Humidity, 1));
    }
}
