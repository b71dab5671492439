using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Hardware.Tests.Temperature;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class ThermometerFlagsError
{
    [Fact]
    public void The_word_is_refused_though_its_code_is_right() => Bench.Refuses(
        Mlx90614Fault.ErrorFlag, ThermometerFault.ErrorFlag, "flags its own reading 0xBC80");
}
