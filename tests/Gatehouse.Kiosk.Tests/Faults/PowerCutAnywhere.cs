using Gatehouse.Torture;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>The disk at its worst, at every operation; tests/torture does the same for as long as one likes.</summary>
public sealed class PowerCutAnywhere
{
    [Fact]
    public async Task In_every_state_that_a_thousand_power_cuts_leave_nothing_acknowledged_is_missing()
    {
        var torture = new JournalTorture(seed: 5);
        await torture.CutAsync(1000, TestContext.Current.CancellationToken);
        Assert.True(torture.Report.IsClean, torture.Report.Json());
        Assert.Equal(1000, torture.Report.Cuts);
        Assert.True(torture.Report.States >= 5000 && torture.Report.Acknowledged > 10_000, torture.Report.Json());
    }

    [Fact]
    public async Task Whichever_operation_fails_nothing_is_acknowledged_in_vain_and_the_journal_goes_on()
    {
        var torture = new JournalTorture(seed: 6);
        await torture.FailAsync(workloads: 2, records: 200, every: 40, TestContext.Current.CancellationToken);
        Assert.True(torture.Report.IsClean, torture.Report.Json());
        Assert.True(torture.Report.Faults > 50, torture.Report.Json());
    }

    [Fact]
    public async Task A_bit_that_flips_at_rest_spoils_what_it_touches_and_is_noticed()
    {
        var torture = new JournalTorture(seed: 8);
        await torture.FlipAsync(150, TestContext.Current.CancellationToken);
        Assert.True(torture.Report.IsClean, torture.Report.Json());
    }

    [Fact]
    public async Task A_flush_that_is_forgotten_would_be_noticed()
    {
        var torture = new JournalTorture(seed: 7) { ForgetsFlushes = true };
        await torture.CutAsync(100, TestContext.Current.CancellationToken);
        Assert.True(torture.Report.Lost > 0, torture.Report.Json());
    }
}
