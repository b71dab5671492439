using Gatehouse.Contract;
using Gatehouse.Kiosk.Tests.Journal;

namespace Gatehouse.Kiosk.Tests.Faults;

public sealed class ClockJumpsBack
{
    [Fact]
    public void A_clock_that_somebody_set_is_not_trusted_until_network_time_is_in_step_again()
    {
        using var network = new NetworkTime();
        network.Tell();
        Assert.True(network.Watch.IsTrusted);

        network.Clocks.Wall -= TimeSpan.FromHours(6);
        Assert.Equal(new ClockState("manual", Synced: false, Age: null), network.Watch.State());
        network.Clocks.Pass(TimeSpan.FromHours(1));
        Assert.False(network.Watch.IsTrusted);

        network.Tell(network.Clocks.Wall + TimeSpan.FromHours(6));
        Assert.Equal(new ClockState("ntp", Synced: true, Age: 0), network.Watch.State());
    }

    [Fact]
    public async Task Records_stay_in_their_order_and_their_monotonic_time_goes_on()
    {
        var clocks = new TwoClocks();
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk, time: clocks);
        for (var hour = 0; hour < 4; hour++)
        {
            await journal.AppendAsync(Drafts.Fault(hour));
            clocks.Pass(TimeSpan.FromMinutes(1));
            clocks.Wall -= TimeSpan.FromHours(1);
        }

        var records = Journals.Records(disk);
        Assert.Equal([1L, 2, 3, 4, 5], records.Select(r => r.Sequence));
        Assert.Equal(records.OrderBy(r => r.Mono), records);
        Assert.Equal(records.Skip(1).OrderByDescending(r => r.At), records.Skip(1));
        Journals.AssertWhole(disk);
    }
}
