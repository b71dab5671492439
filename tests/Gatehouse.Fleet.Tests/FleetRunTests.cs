using Xunit.Sdk;
using Xunit.v3;

// A run looks at the whole thread pool before it lets time jump, so it must be the only one that works there.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Gatehouse.Fleet.Tests;

public sealed class FleetRunTests
{
    private const int Seed = 20;

    [Fact]
    public void Over_a_thousand_kiosk_days_in_which_everything_fails_every_promise_is_kept()
    {
        var run = new FleetRun(Seed) { VisitsADay = 8 };
        run.Run(1000);
        Assert.Empty(run.Report.Violations);
        Assert.True(
            run.Report is { KioskDays: >= 1000, Released: > 3000, PowerCuts: > 20, DiskFaults: > 20, LinkFaults: > 50, ClockSteps: > 20, Restarts: > 20, RosterChanges: > 20, HostRestarts: > 10, HostRestores: > 1 },
            run.Report.Json());
    }

    [Fact]
    public void The_same_seed_repeats_the_run()
    {
        var (one, other) = (new FleetRun(3), new FleetRun(3));
        one.Run(60);
        other.Run(60);
        Assert.Equal(one.Report.Json(), other.Report.Json());
    }

    /// <summary>A run that finds nothing where something is wrong proves nothing where it finds nothing.</summary>
    [Fact]
    public void Disks_that_forget_their_flushes_are_found()
    {
        var run = new FleetRun(Seed) { ForgetsFlushes = true };
        run.Run(100);
        Assert.NotEmpty(run.Report.Violations);
    }
}
