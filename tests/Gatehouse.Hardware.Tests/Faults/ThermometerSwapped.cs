using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Tests.Temperature;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class ThermometerSwapped
{
    [Fact]
    public void Its_identity_is_another() => Bench.With(async (bench, _) =>
    {
        var commissioned = await bench.IdentifyAsync();
        bench.Chip.Fault = Mlx90614Fault.Swapped;
        var found = await bench.IdentifyAsync();

        Assert.Equal(bench.Chip.Serial, commissioned.Serial);
        Assert.NotEqual(commissioned.Serial, found.Serial);
    });
}
