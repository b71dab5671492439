using Gatehouse.Kiosk.Tests.Journal;

namespace Gatehouse.Kiosk.Tests.Faults;

public sealed class NetworkTimeLost
{
    [Fact]
    public void For_weeks_the_clock_is_out_of_step_and_still_good_enough_for_dates()
    {
        using var network = new NetworkTime();
        network.Tell();
        network.Clocks.Pass(TimeSpan.FromHours(2));
        Assert.True(network.Watch.State().Synced);

        network.Clocks.Pass(TimeSpan.FromDays(21));
        Assert.Equal((false, (double?)TimeSpan.FromDays(21).Add(TimeSpan.FromHours(2)).TotalSeconds), (network.Watch.State().Synced, network.Watch.State().Age));
        Assert.True(network.Watch.IsTrusted);

        network.Clocks.Pass(TimeSpan.FromDays(14));
        Assert.False(network.Watch.IsTrusted);

        network.Clocks.Pass(TimeSpan.FromMinutes(2));
        network.Tell();
        Assert.True(network.Watch.IsTrusted);
    }

    [Fact]
    public void How_long_ago_it_was_is_not_asked_of_a_clock_that_may_be_wrong()
    {
        using var network = new NetworkTime();
        network.Tell();
        network.Clocks.Wall = network.Clocks.Wall.AddYears(3);
        Assert.Equal(network.Clocks.Mono.TotalSeconds, network.Watch.State().Age);
    }
}
