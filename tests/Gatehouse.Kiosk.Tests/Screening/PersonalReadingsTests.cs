using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Tests.Screening;

public sealed class PersonalReadingsTests
{
    [Fact]
    public void What_is_written_is_read_to_the_last_bit() =>
        Gen.Select(Gen.Int[0x2E00, 0x3FFF].Array[0, 20], Gen.Double[30, 43], Gen.Double[0.1, 1], Gen.Double[35, 38], Gen.Bool).Sample((words, skin, u, limit, says) =>
        {
            var samples = words.Select(word => new ThermometerSample(Mlx90614Words.ToCelsius((ushort)word), Mlx90614Words.ToCelsius(0x39D8), (ushort)word, 0x39D8)).ToArray();
            var reading = says
                ? new Reading(new Celsius(skin), u, null, samples) { Limit = limit, Centimetres = 9.5 }
                : new Reading(null, null, Burst.Unstable, samples);
            var read = Assert.Single(PersonalReadings.Read(Written(reading)));
            Assert.Equal(reading with { Samples = [] }, read with { Samples = [] });
            Assert.Equal(reading.Samples, read.Samples);
        });

    [Fact]
    public void Refused_samples_are_told_by_reason() =>
        Assert.Equal(
            """[{"why":"thermometerFault","rejected":{"badCheck":2},"words":[]}]""",
            Encoding.UTF8.GetString(Written(new Reading(null, null, Burst.ThermometerFault, []) { Rejected = new Dictionary<string, int> { ["badCheck"] = 2 } })));

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{}]")]
    [InlineData("""[{"words":[1]}]""")]
    [InlineData("""[{"words":[1,70000]}]""")]
    [InlineData("""[{"words":[],"skin":"36"}]""")]
    [InlineData("")]
    public void Anything_else_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => PersonalReadings.Read(Encoding.UTF8.GetBytes(json)));

    private static byte[] Written(Reading reading)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            PersonalReadings.Write(json, [reading]);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
