using Gatehouse.Hardware.Air;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Tests.Air;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class AirSensorFails
{
    [Theory]
    [InlineData(Sht3xFault.NoAcknowledge, AirFault.NoAnswer, "Nothing answers at address 0x44: check the air sensor's supply")]
    [InlineData(Sht3xFault.NeverReady, AirFault.NoAnswer, "Nothing answers at address 0x44")]
    [InlineData(Sht3xFault.StuckLow, AirFault.BusStuck, "The air sensor's bus is held down")]
    [InlineData(Sht3xFault.BadCheck, AirFault.Unsound, "A check byte of the air sensor is wrong")]
    [InlineData(Sht3xFault.Impossible, AirFault.Unsound, "what it cannot have measured")]
    public void Nothing_is_taken_from_it_and_it_measures_again_once_it_is_mended(Sht3xFault fault, AirFault expected, string says) => AirBench.With(async bench =>
    {
        bench.Chip.Fault = fault;
        var refusal = await Assert.ThrowsAsync<AirException>(bench.MeasureAsync);
        Assert.Equal(expected, refusal.Fault);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);

        bench.Chip.Fault = Sht3xFault.None;
        Assert.Equal(47, Math.Round((await bench.MeasureAsync()).Humidity, 1));
    });
}
