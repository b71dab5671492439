using CsCheck;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Tests.Screening;

public sealed class BurstTests
{
    // The noise of a DCI is 0.10 °C rms, so that samples within 0.4 °C of the hottest belong to it.
    [Theory]
    [InlineData(new[] { 36.5 }, 36.5)]
    [InlineData(new[] { 36.9, 36.6, 36.75 }, 36.75)]
    [InlineData(new[] { 36.1, 36.9, 36.6, 36.75 }, 36.75)]
    [InlineData(new[] { 36.1, 36.2, 36.9, 36.15 }, 36.15)]
    public void A_reading_is_the_mean_of_the_hottest_samples_that_belong_together(double[] samples, double skin)
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
        Assert.NotNull(Reduce(36, 36.1, 36.99).Skin);
        NotMeasurable(Burst.Unstable, 36, 36.1, 37.1);
    }

    [Fact]
    public void Samples_of_which_no_two_belong_together_say_nothing()
    {
        NotMeasurable(Burst.Unstable, 36, 36.5);
        NotMeasurable(Burst.Unstable, 36, 36.45, 36.9);
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
        var reading = Samples.Burst.Reduce([Samples.At(36.5), Samples.At(36.5, ambient)], new GateLimit(Samples.Policy));
        Assert.Equal(Burst.AmbientOutOfRange, reading.NotMeasurable);
        Assert.Null(reading.Skin);
    }

    [Fact]
    public void A_sample_that_cannot_be_corrected_says_nothing()
    {
        // A commissioning record gone wrong: the reflected part is more than what was seen.
        var odd = Samples.Plain with { SkinEmissivity = 0.01 };
        var reading = new Burst(odd, Samples.Budget, Samples.Policy).Reduce([Samples.At(-60, 40)], new GateLimit(Samples.Policy));
        Assert.Null(reading.Skin);
        Assert.NotNull(reading.NotMeasurable);
    }

    [Fact]
    public void The_order_of_samples_does_not_matter() =>
        Gen.Double[36, 36.9].Array[1, 20].SelectMany(samples => Gen.Shuffle(samples).Select(shuffled => (samples, shuffled)))
            .Sample(x => Reduce(x.samples).Skin == Reduce(x.shuffled).Skin);

    [Fact]
    public void A_reading_lies_between_its_samples() =>
        Gen.Double[36, 36.4].Array[1, 20].Sample(samples =>
        {
            var skin = Reduce(samples).Skin!.Value.Degrees;
            // It is told in thousandths.
            return skin >= samples.Min() - 0.0005 && skin <= samples.Max() + 0.0005;
        });

    [Fact]
    public void One_disturbed_sample_above_the_others_is_left_out() =>
        Gen.Double[36, 36.4].Array[2, 9].Select(Gen.Double[36.81, 36.99]).Sample((face, disturbed) =>
            Math.Abs(Reduce([.. face, disturbed]).Skin!.Value.Degrees - Reduce(face).Skin!.Value.Degrees) < 1e-9);

    [Fact]
    public void A_hotter_burst_never_gives_a_colder_reading() =>
        Gen.Double[34, 34.4].Array[1, 9].Select(Gen.Double[0, 5]).Sample((samples, more) =>
            Reduce([.. samples.Select(s => s + more)]).Skin!.Value.Degrees >= Reduce(samples).Skin!.Value.Degrees - 1e-9);

    [Fact]
    public void Noise_alone_moves_the_mean_of_many_readings_by_less_than_a_fiftieth_of_a_degree()
    {
        var random = new Random(1);
        var readings = Enumerable.Range(0, 5000).Select(_ => Reduce([.. Enumerable.Range(0, 3).Select(_ => 36 + (0.1 * Gauss(random)))])).ToList();
        Assert.Equal(36, readings.Where(r => r.Skin is not null).Average(r => r.Skin!.Value.Degrees), 0.02);
        Assert.True(readings.Count(r => r.Skin is null) < 10);
    }

    [Fact]
    public void Samples_that_scatter_more_than_the_datasheet_says_are_less_certain() =>
        Assert.True(Reduce(36, 36.35, 36.0, 36.38).Uncertainty > Reduce(36, 36.01, 36.0, 36.01).Uncertainty);

    [Fact]
    public void A_thermometer_that_sees_more_than_a_forehead_says_nothing()
    {
        var wide = new UncertaintyBudget(Mlx90614Variant.Baa, new BudgetConditions(), Samples.Plain, Samples.Policy.FarthestCentimetres);
        var reading = new Burst(Samples.Plain, wide, Samples.Policy).Reduce([Samples.At(36.5), Samples.At(36.5)], new GateLimit(Samples.Policy));
        Assert.Equal((null, Burst.Uncertain), (reading.Skin, reading.NotMeasurable));
    }

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    [Fact]
    public void A_look_at_samples_allocates_nothing()
    {
        ThermometerSample[] samples = [Samples.At(36.5), Samples.At(36.6), Samples.At(36.55)];
        Samples.Burst.Look(samples);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Samples.Burst.Look(samples);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Reading Reduce(params double[] samples) =>
        Samples.Burst.Reduce([.. samples.Select(s => Samples.At(s))], new GateLimit(Samples.Policy));

    private static void NotMeasurable(string why, params double[] samples)
    {
        var reading = Reduce(samples);
        Assert.Null(reading.Skin);
        Assert.Equal(why, reading.NotMeasurable);
        Assert.Equal<IReadOnlyList<ThermometerSample>>([.. samples.Select(s => Samples.At(s))], reading.Samples);
    }
}
