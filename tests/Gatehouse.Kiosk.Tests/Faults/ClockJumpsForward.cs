using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Lane;

namespace Gatehouse.Kiosk.Tests.Faults;

public sealed class ClockJumpsForward
{
    [Theory]
    [InlineData(2)]
    [InlineData(60 * 60)]
    [InlineData(20 * 365 * 24 * 60 * 60)]
    public void A_clock_that_somebody_set_is_not_trusted(int seconds)
    {
        using var network = new NetworkTime();
        network.Tell();
        Assert.True(network.Watch.IsTrusted);
        network.Clocks.Pass(TimeSpan.FromSeconds(10));
        network.Clocks.Wall += TimeSpan.FromSeconds(seconds);
        Assert.False(network.Watch.IsTrusted);
    }

    [Fact]
    public void What_network_time_itself_moves_is_no_step()
    {
        using var network = new NetworkTime();
        network.Tell();
        for (var look = 0; look < 1000; look++)
        {
            network.Clocks.Pass(TimeSpan.FromMinutes(10));
            network.Clocks.Wall += TimeSpan.FromMilliseconds(300);
            network.Tell();
            Assert.True(network.Watch.State().Synced);
        }
    }

    [Fact]
    public void Network_time_may_step_it_itself()
    {
        using var network = new NetworkTime();
        network.Tell();
        Assert.True(network.Watch.IsTrusted);
        network.Clocks.Pass(TimeSpan.FromHours(1));
        network.Tell(network.Clocks.Wall.AddYears(1));
        Assert.Equal(new ClockState("ntp", Synced: true, Age: 0), network.Watch.State());
    }

    // Over midnight, over the change to summer time, a year: whoever walks notices nothing, and no measured time moves.
    [Theory]
    [InlineData(5 * 60)]
    [InlineData(60 * 60)]
    [InlineData(365 * 24 * 60 * 60)]
    public void Nothing_that_measures_how_long_something_takes_reads_the_wall_clock(int seconds) => LaneScene.Play(async lane =>
    {
        var walking = lane.ComesAsync(LaneScene.Ann, 35.0);
        await lane.PassAsync(TimeSpan.FromMilliseconds(500));
        lane.Real.Step += TimeSpan.FromSeconds(seconds);

        Assert.Equal(VisitOutcome.Passed, await walking);
        var closed = Assert.Single(await lane.ClosingsAsync());
        Assert.InRange(closed.WorkMilliseconds!.Value, 0, 10_000);
        Assert.InRange(closed.WaitMilliseconds!.Value, 0, 10_000);
    });
}
