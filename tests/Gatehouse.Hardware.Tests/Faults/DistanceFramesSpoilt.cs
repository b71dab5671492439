using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Tests.Distance;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class DistanceFramesSpoilt
{
    [Fact]
    public void Wrong_sums_are_counted_and_told_when_nothing_else_comes() => LightRuler.With(async (ruler, _) =>
    {
        ruler.Sensor.Fault = TfLunaFault.BadChecksum;
        await ruler.FailsAsync(DistanceFault.Unsound, "check the speed");
        Assert.InRange(ruler.Driver.Spoilt, 15, 20);
        ruler.Sensor.Fault = TfLunaFault.None;

        Assert.Equal(50, await ruler.MeasureAsync());
    });

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(7, 5)]
    public void A_spoilt_frame_is_passed_over(int flipped, int lost) => LightRuler.With(async (ruler, time) =>
    {
        Assert.Equal(50, await ruler.MeasureAsync());
        (ruler.Line.BitsToFlip, ruler.Line.BytesToLose) = (flipped, lost);
        var began = time.GetTimestamp();

        Assert.Equal(50, await ruler.MeasureAsync());
        Assert.InRange(time.GetElapsedTime(began).TotalMilliseconds, 10, 40);
    });

    [Fact]
    public void A_distance_of_nothing_with_a_strong_echo_is_told() => LightRuler.With(async (ruler, _) =>
    {
        ruler.Sensor.Centimetres = 0;
        await ruler.FailsAsync(DistanceFault.Unsound, "0 cm");
    });
}
