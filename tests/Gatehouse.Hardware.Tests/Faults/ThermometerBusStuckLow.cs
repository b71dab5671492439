using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Hardware.Tests.Temperature;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class ThermometerBusStuckLow
{
    [Fact]
    public void Is_told_as_the_bus_and_not_the_instrument() => Bench.Refuses(
        Mlx90614Fault.StuckLow, ThermometerFault.BusStuck, "check SDA and SCL for a short circuit");
}
