using CsCheck;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Hardware.Tests.Distance;

public sealed class HcSr04Tests
{
    [Fact]
    public void Any_distance_in_range_is_measured_by_the_kernels_clock() =>
        // An echo of just 2 cm is cut to whole ticks of 100 ns, which are a little nearer and out of range.
        Gen.Double[2.002, 400].Sample(
        distance => Ruler.With(async (ruler, _) =>
        {
            ruler.Sensor.Centimetres = distance;
            Assert.Equal(distance, (await ruler.MeasureAsync())!.Value, 0.002);
        }),
        iter: 100);

    /// <summary>The datasheet's own formula: microseconds by 58 are centimetres, as long as 1 cm makes no difference.</summary>
    [Theory]
    [InlineData(580, 10)]
    [InlineData(5800, 100)]
    [InlineData(17400, 300)]
    public void Agrees_with_the_datasheets_formula(int microseconds, double centimetres) => Ruler.With(async (ruler, time) =>
    {
        ruler.Sensor.Fault = HcSr04Fault.Silent;
        var measured = ruler.MeasureAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(3), time);
        var rise = ruler.Edges.Now;
        ruler.Edges.Emit(new Edge(Ruler.Echo, Rising: true, rise), new Edge(Ruler.Echo, Rising: false, rise + TimeSpan.FromMicroseconds(microseconds)));

        Assert.Equal(centimetres, (await measured)!.Value, centimetres / 100);
    });

    [Fact]
    public void Sound_is_faster_in_warm_air() => Ruler.With(
        async (ruler, _) => Assert.Equal(50 * Math.Sqrt(308.15 / 293.15), (await ruler.MeasureAsync())!.Value, 0.002), air: 35);

    [Theory]
    [InlineData(401.0)]
    [InlineData(null)]
    public void Nothing_in_range_is_no_fault(double? distance) => Ruler.With(async (ruler, _) =>
    {
        ruler.Sensor.Centimetres = distance;
        Assert.Null(await ruler.MeasureAsync());
    });

    [Fact]
    public void A_copy_that_listens_for_200_ms_is_waited_for() => Ruler.With(async (ruler, _) =>
    {
        ruler.Sensor.Centimetres = null;
        ruler.Sensor.Listening = TimeSpan.FromMilliseconds(200);
        Assert.Null(await ruler.MeasureAsync());
        ruler.Sensor.Centimetres = 30;
        Assert.Equal(30, (await ruler.MeasureAsync())!.Value, 0.002);
    });

    [Fact]
    public void Shots_are_60_ms_apart_and_each_is_heard() => Ruler.With(async (ruler, time) =>
    {
        var began = time.GetTimestamp();
        for (var shot = 0; shot < 5; shot++)
        {
            Assert.NotNull(await ruler.MeasureAsync());
        }

        Assert.InRange(time.GetElapsedTime(began).TotalMilliseconds, 4 * 60, (4 * 60) + 20);
        Assert.Equal(0, ruler.Sensor.Unheard);
    });

    [Fact]
    public void Measurements_that_overlap_are_taken_one_after_the_other() => Ruler.With(async (ruler, _) =>
    {
        var measured = await Task.WhenAll(ruler.MeasureAsync(), ruler.MeasureAsync(), ruler.MeasureAsync());

        Assert.All(measured, distance => Assert.Equal(50, distance!.Value, 0.002));
        Assert.Equal(0, ruler.Sensor.Unheard);
    });

    [Fact]
    public void Edges_of_before_the_shot_do_not_matter() => Ruler.With(async (ruler, time) =>
    {
        ruler.Edges.Emit(new Edge(Ruler.Echo, Rising: true, ruler.Edges.Now), new Edge(Ruler.Echo, Rising: false, ruler.Edges.Now));
        await Task.Delay(TimeSpan.FromMilliseconds(1), time);

        Assert.Equal(50, (await ruler.MeasureAsync())!.Value, 0.002);
    });

    [Fact]
    public void A_measurement_given_up_leaves_the_trigger_low_and_the_next_one_sound() => Ruler.With(async (ruler, time) =>
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromTicks(1), time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ruler.Driver.MeasureAsync(stop.Token).AsTask());

        Assert.False(ruler.Chip.IsHigh(Ruler.Trigger));
        Assert.Equal(50, (await ruler.MeasureAsync())!.Value, 0.002);
    });
}
