using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Hardware.Tests.Temperature;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class ThermometerFrozen
{
    [Fact]
    public void Its_word_stays_whatever_it_sees() => Bench.With(async (bench, _) =>
    {
        bench.Chip.NoiseScale = 1;
        var before = await bench.SampleAsync();
        bench.Chip.Fault = Mlx90614Fault.Frozen;
        bench.Chip.Target = new Celsius(39);

        Assert.Equal(before, await bench.SampleAsync());
        Assert.Equal(before, await bench.SampleAsync());
    });
}
