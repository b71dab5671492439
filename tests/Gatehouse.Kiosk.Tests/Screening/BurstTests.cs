using CsCheck;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Tests.Screening;

public sealed class BurstTests
{
    [Theory]
    [InlineData(new[] { 36.5 }, 36.5)]
    [InlineData(new[] { 36.9, 36.5, 36.6 }, 36.6)]
    [InlineData(new[] { 36.4, 36.9, 36.5, 36.6 }, 36.55)]
    public void A_reading_is_the_median_of_its_samples(double[] samples, double skin)
    {
        var reading = Reduce(samples);
        Assert.Equal(skin, reading.Skin!.Value.Degrees, 9);
        Assert.Null(reading.NotMeasurable);
        Assert.Equal(samples.Length, reading.Samples.Count);
    }

    [Fact]
    public void No_sample_is_a_fault_of_the_thermometer() => NotMeasurable(Burst.ThermometerFault);

    [Fact]
    public void Samples_farther_apart_than_the_policy_allows_say_nothing()
    {
        Assert.NotNull(Reduce(36, 36.5, 36.99).Skin);
        NotMeasurable(Burst.Unstable, 36, 36.5, 37.1);
    }

    [Fact]
    public void What_is_too_cold_or_too_hot_for_a_forehead_says_nothing()
    {
        NotMeasurable(Burst.TooCold, 29.99);
        Assert.NotNull(Reduce(30).Skin);
        Assert.NotNull(Reduce(43).Skin);
        NotMeasurable(Burst.TooHot, 43.01);
    }

    [Theory]
    [InlineData(9.9)]
    [InlineData(40.1)]
    public void Air_in_which_the_thermometer_is_not_trusted_says_nothing(double ambient)
    {
        var reading = Burst.Reduce([Samples.At(36.5), Samples.At(36.5, ambient)], Samples.Plain, Samples.Policy);
        Assert.Equal(Burst.AmbientOutOfRange, reading.NotMeasurable);
        Assert.Null(reading.Skin);
    }

    [Fact]
    public void A_sample_that_cannot_be_corrected_says_nothing()
    {
        // A commissioning record gone wrong: the reflected part is more than what was seen.
        var odd = Samples.Plain with { SkinEmissivity = 0.01 };
        var reading = Burst.Reduce([Samples.At(-60, 40)], odd, Samples.Policy);
        Assert.Null(reading.Skin);
        Assert.NotNull(reading.NotMeasurable);
    }

    [Fact]
    public void The_order_of_samples_does_not_matter() =>
        Gen.Double[36, 36.9].Array[1, 20].SelectMany(samples => Gen.Shuffle(samples).Select(shuffled => (samples, shuffled)))
            .Sample(x => Reduce(x.samples).Skin == Reduce(x.shuffled).Skin);

    [Fact]
    public void A_reading_lies_between_its_samples_and_one_bad_one_of_three_does_not_move_it_past_the_others() =>
        Gen.Double[36, 36.4].Array[2].Select(Gen.Double[36, 36.9]).Sample((sound, bad) =>
        {
            var skin = Reduce([.. sound, bad]).Skin!.Value.Degrees;
            return skin >= sound.Min() - 1e-9 && skin <= sound.Max() + 1e-9;
        });

    [Fact]
    public void A_hotter_burst_never_gives_a_colder_reading() =>
        Gen.Double[34, 34.9].Array[1, 9].Select(Gen.Double[0, 5]).Sample((samples, more) =>
            Reduce([.. samples.Select(s => s + more)]).Skin!.Value.Degrees >= Reduce(samples).Skin!.Value.Degrees - 1e-9);

    private static Reading Reduce(params double[] samples) =>
        Burst.Reduce([.. samples.Select(s => Samples.At(s))], Samples.Plain, Samples.Policy);

    private static void NotMeasurable(string why, params double[] samples)
    {
        var reading = Reduce(samples);
        Assert.Null(reading.Skin);
        Assert.Equal(why, reading.NotMeasurable);
        Assert.Equal<IReadOnlyList<ThermometerSample>>([.. samples.Select(s => Samples.At(s))], reading.Samples);
    }
}
