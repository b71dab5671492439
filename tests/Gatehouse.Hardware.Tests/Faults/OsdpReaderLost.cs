using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Osdp;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Tests.Osdp;

namespace Gatehouse.Hardware.Tests.Faults;

public sealed class OsdpReaderLost
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_told_within_2_s_and_its_return_within_5_s(bool secure) => Pillar.With(
        secure ? Pillar.Key : null, new OsdpOptions { Key = secure ? Pillar.Key : null }, async pillar =>
        {
            await pillar.ServesAsync();
            pillar.Device.Fault = SimulatedOsdpFault.Silent;
            await pillar.WithinAsync(2, () => pillar.Failed.Any());
            Assert.Contains("check its supply", Assert.IsType<ReaderFailed>(pillar.Events[0]).Message, StringComparison.Ordinal);

            await pillar.WaitAsync(10);
            pillar.Device.Fault = SimulatedOsdpFault.None;
            await pillar.WithinAsync(5, () => pillar.Recovered.Any());
            await pillar.PresentAsync(Pillar.Badge);

            Assert.Equal(ReaderFault.Lost, Assert.Single(pillar.Failed));
            Assert.Equal(ReaderFault.Lost, Assert.Single(pillar.Recovered));
            Assert.Equal(Pillar.Badge, pillar.Read.Single().Badge);
        });

    [Fact]
    public void One_that_was_never_there_is_told_within_2_s() => Pillar.Secure(async pillar =>
    {
        pillar.Device.Fault = SimulatedOsdpFault.Silent;
        await pillar.WithinAsync(2, () => pillar.Failed.Contains(ReaderFault.Lost));
    });

    [Fact]
    public void An_adapter_that_hears_itself_does_not_hide_it() => Pillar.Secure(async pillar =>
    {
        pillar.Line.Connect(asked => pillar.Line.Send(asked.Span));
        await pillar.WithinAsync(2, () => pillar.Failed.Any());
        Assert.Equal(ReaderFault.Lost, Assert.Single(pillar.Failed));
    });

    [Fact]
    public void One_that_is_lost_while_it_is_refused_is_told_within_2_s() => Pillar.Secure(async pillar =>
    {
        pillar.Device.Fault = SimulatedOsdpFault.WrongKey;
        await pillar.WithinAsync(2, () => pillar.Failed.Contains(ReaderFault.Insecure));
        pillar.Device.Fault = SimulatedOsdpFault.Silent;
        await pillar.WithinAsync(2, () => pillar.Failed.Contains(ReaderFault.Lost));
        Assert.Empty(pillar.Recovered);

        pillar.Device.Fault = SimulatedOsdpFault.None;
        await pillar.WithinAsync(5, () => pillar.Recovered.Count() == 2);
    });

    [Fact]
    public void A_badge_that_was_held_before_a_dead_wire_is_read_when_it_is_mended() => Pillar.Secure(async pillar =>
    {
        await pillar.ServesAsync();
        pillar.Device.Fault = SimulatedOsdpFault.Silent;
        await pillar.WaitAsync(1);
        pillar.Device.Present(Pillar.Badge);
        pillar.Device.Fault = SimulatedOsdpFault.None;
        await pillar.WaitAsync(1);

        Assert.Equal(Pillar.Badge, Assert.IsType<BadgeRead>(Assert.Single(pillar.Events)).Badge);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_whose_supply_was_interrupted_for_a_moment_serves_again_at_once(bool secure) => Pillar.With(
        secure ? Pillar.Key : null, new OsdpOptions { Key = secure ? Pillar.Key : null }, async pillar =>
        {
            await pillar.ServesAsync();
            pillar.Device.Restart();
            await pillar.WithinAsync(2, () => pillar.Recovered.Any());
            await pillar.PresentAsync(Pillar.Badge);
            Assert.Equal(Pillar.Badge, pillar.Read.Single().Badge);
        });
}
