using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Hardware.Tests.Distance;

public sealed class TfLunaTests
{
    [Fact]
    public void Measures_within_two_frames() => LightRuler.With(async (ruler, time) =>
    {
        var began = time.GetTimestamp();
        Assert.Equal(50, await ruler.MeasureAsync());
        Assert.InRange(time.GetElapsedTime(began).TotalMilliseconds, 1, 20);
    });

    [Theory]
    [InlineData(null, TfLunaFault.None)]
    [InlineData(50.0, TfLunaFault.Weak)]
    [InlineData(50.0, TfLunaFault.Blinded)]
    public void A_distance_that_means_nothing_is_nothing_in_range(double? distance, TfLunaFault fault) => LightRuler.With(async (ruler, _) =>
    {
        (ruler.Sensor.Centimetres, ruler.Sensor.Fault) = (distance, fault);
        Assert.Null(await ruler.MeasureAsync());
    });

    [Fact]
    public void Tells_where_the_face_is_now_and_not_what_waited_in_the_buffer() => LightRuler.With(async (ruler, time) =>
    {
        Assert.Equal(50, await ruler.MeasureAsync());
        await Task.Delay(TimeSpan.FromSeconds(1), time);
        ruler.Sensor.Centimetres = 31;
        await Task.Delay(TimeSpan.FromMilliseconds(2), time);

        Assert.Equal(31, await ruler.MeasureAsync());
    });

    [Fact]
    public void Reads_a_byte_at_a_time() => LightRuler.With(async (ruler, _) =>
    {
        ruler.Line.ShortReads = true;
        Assert.Equal(50, await ruler.MeasureAsync());
    });

    [Fact]
    public void Measurements_that_overlap_are_taken_one_after_the_other() => LightRuler.With(async (ruler, _) =>
        Assert.Equal([50, 50, 50], await Task.WhenAll(ruler.MeasureAsync(), ruler.MeasureAsync(), ruler.MeasureAsync())));

    [Fact]
    public void A_gate_at_rest_is_not_woken_by_frames() => LightRuler.With(async (ruler, time) =>
    {
        Assert.False(ruler.Line.IsOpen);
        Assert.Equal(50, await ruler.MeasureAsync());
        await Task.Delay(TimeSpan.FromSeconds(1.9), time);
        Assert.True(ruler.Line.IsOpen);
        await Task.Delay(TimeSpan.FromSeconds(0.2), time);
        Assert.False(ruler.Line.IsOpen);
        var sent = ruler.Sensor.Sent;
        await Task.Delay(TimeSpan.FromSeconds(10), time);
        Assert.InRange(ruler.Sensor.Sent - sent, 0, 1);

        Assert.Equal(50, await ruler.MeasureAsync());
    });

    [Fact]
    public void Is_open_as_long_as_it_is_asked() => LightRuler.With(async (ruler, time) =>
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(50, await ruler.MeasureAsync());
            await Task.Delay(TimeSpan.FromSeconds(1.5), time);
            Assert.True(ruler.Line.IsOpen);
        }
    });

    [Fact]
    public void A_measurement_given_up_does_no_harm() => LightRuler.With(async (ruler, time) =>
    {
        ruler.Sensor.Fault = TfLunaFault.Silent;
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50), time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ruler.Driver.MeasureAsync(stop.Token).AsTask());
        ruler.Sensor.Fault = TfLunaFault.None;

        Assert.Equal(50, await ruler.MeasureAsync());
    });
}
