namespace Gatehouse.Hardware.Tests.Distance;

public sealed class SimulatedHcSr04Tests
{
    [Fact]
    public void Does_not_hear_a_pulse_of_no_length() => Ruler.With(async (ruler, _) =>
    {
        await ruler.PulseAsync(TimeSpan.Zero);
        Assert.Empty(await ruler.EdgesAsync());
        Assert.Equal(1, ruler.Sensor.Unheard);
    });

    [Fact]
    public void Does_not_hear_a_shot_that_comes_too_soon() => Ruler.With(async (ruler, time) =>
    {
        await ruler.PulseAsync(TimeSpan.FromMilliseconds(1));
        await Task.Delay(TimeSpan.FromMilliseconds(58), time);
        await ruler.PulseAsync(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, (await ruler.EdgesAsync()).Count);
        Assert.Equal(1, ruler.Sensor.Unheard);
    });

    [Fact]
    public void An_edge_can_be_read_once_it_has_happened() => Ruler.With(async (ruler, _) =>
    {
        ruler.Sensor.Centimetres = 300;
        await ruler.PulseAsync(TimeSpan.FromMilliseconds(1));
        var edges = await ruler.EdgesAsync();

        Assert.Equal([true, false], edges.Select(edge => edge.Edge.Rising));
        Assert.All(edges, edge => Assert.InRange((edge.Read - edge.Edge.At).TotalMilliseconds, 0, 1));
        Assert.Equal(300 * 2 / 34_300.0, (edges[1].Edge.At - edges[0].Edge.At).TotalSeconds, 1e-6);
    });
}
