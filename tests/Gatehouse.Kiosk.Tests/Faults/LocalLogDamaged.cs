using Gatehouse.Torture;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>The local log's disk at its worst: whatever is left of its files, what is shown next is what the journal holds.</summary>
public sealed class LocalLogDamaged
{
    private readonly TortureReport _report = new() { Seed = 11 };

    private ViewTorture Torture => new(_report.Seed, _report);

    [Fact]
    public async Task In_every_state_that_power_cuts_leave_it_shows_what_the_journal_holds()
    {
        await Torture.CutAsync(60, TestContext.Current.CancellationToken);
        Assert.True(_report.IsClean && _report.Cuts == 60 && _report.Views >= 360, _report.Json());
    }

    [Fact]
    public async Task Whichever_operation_fails_it_shows_what_the_journal_holds()
    {
        await Torture.FailAsync(workloads: 1, every: 9, TestContext.Current.CancellationToken);
        Assert.True(_report.IsClean && _report.Faults > 50, _report.Json());
    }

    [Fact]
    public async Task A_bit_that_flips_at_rest_changes_nothing_that_it_shows()
    {
        await Torture.FlipAsync(60, TestContext.Current.CancellationToken);
        Assert.True(_report.IsClean, _report.Json());
    }
}
