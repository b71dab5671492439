using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Hardware.Tests.Temperature;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class ThermometerBadPec
{
    [Fact]
    public void No_sample_is_taken_from_it() => Bench.Refuses(
        Mlx90614Fault.BadPec, ThermometerFault.BadCheck, "The packet error code of register 0x07 is wrong");

    [Fact]
    public void No_identity_is_taken_from_it() => Bench.With(async (bench, _) =>
    {
        bench.Chip.Fault = Mlx90614Fault.BadPec;

        Assert.Equal(ThermometerFault.BadCheck, (await Assert.ThrowsAsync<ThermometerException>(bench.IdentifyAsync)).Fault);
    });
}
