using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Tests.Osdp;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class OsdpReaderTampered
{
    [Fact]
    public void An_open_housing_is_told_once_and_its_closing_too_and_badges_are_read_on() => Pillar.Secure(async pillar =>
    {
        await pillar.ServesAsync();
        pillar.Device.IsTampered = true;
        pillar.Device.IsTampered = true;
        await pillar.PresentAsync(Pillar.Badge);
        pillar.Device.IsTampered = false;
        await pillar.WaitAsync(1);

        Assert.Equal([ReaderFault.Tampered], pillar.Failed);
        Assert.Equal([ReaderFault.Tampered], pillar.Recovered);
        Assert.Equal(Pillar.Badge, pillar.Read.Single().Badge);
    });

    [Fact]
    public void Trouble_with_the_supply_is_told_beside_it() => Pillar.Secure(async pillar =>
    {
        await pillar.ServesAsync();
        pillar.Device.IsTampered = true;
        pillar.Device.HasPowerFailed = true;
        await pillar.WaitAsync(1);
        Assert.Equal([ReaderFault.Tampered, ReaderFault.Supply], pillar.Failed);

        pillar.Device.HasPowerFailed = false;
        await pillar.WaitAsync(1);
        Assert.Equal([ReaderFault.Supply], pillar.Recovered);
    });

    [Fact]
    public void It_is_asked_for_at_the_start_and_when_the_reader_comes_back() => Pillar.Secure(async pillar =>
    {
        pillar.Device.Fault = SimulatedOsdpFault.Silent;
        pillar.Device.IsTampered = true;
        await pillar.WaitAsync(3);
        pillar.Device.Fault = SimulatedOsdpFault.None;
        await pillar.WithinAsync(5, () => pillar.Device.Polls > 0);
        Assert.Equal([ReaderFault.Lost, ReaderFault.Tampered], pillar.Failed);

        pillar.Device.Fault = SimulatedOsdpFault.Silent;
        await pillar.WaitAsync(3);
        pillar.Device.IsTampered = false;
        pillar.Device.Fault = SimulatedOsdpFault.None;
        await pillar.WaitAsync(5);
        Assert.Equal([ReaderFault.Lost, ReaderFault.Tampered, ReaderFault.Lost], pillar.Failed);
        Assert.Equal([ReaderFault.Lost, ReaderFault.Tampered, ReaderFault.Lost], pillar.Recovered);
    });
}
