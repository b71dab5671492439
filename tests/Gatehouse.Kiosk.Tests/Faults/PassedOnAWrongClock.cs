using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Lane;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>Somebody passes while nobody knows the time: what that clock says keeps nobody out once it is right again.</summary>
public sealed class PassedOnAWrongClock
{
    private static readonly TimeSpan Decade = TimeSpan.FromDays(3650);
    private static readonly LaneSetting Hard = new() { Gate = new GateRules(AntiPassback: new AntiPassback(Hard: true, Minutes: 60)) };

    private bool _isTrusted = true;

    [Fact]
    public void Who_left_on_a_clock_that_was_behind_is_out() => Play(async lane =>
    {
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
        await SetAsync(lane, -Decade);
        Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ann));
        await SetAsync(lane, TimeSpan.Zero);
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
    });

    [Fact]
    public void Who_came_on_a_clock_that_was_ahead_is_not_in_for_a_decade() => Play(async lane =>
    {
        await SetAsync(lane, Decade);
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
        await SetAsync(lane, TimeSpan.Zero);
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
    });

    [Fact]
    public void A_fire_on_a_clock_that_was_ahead_does_not_end_the_rule() => Play(async lane =>
    {
        await SetAsync(lane, Decade);
        lane.Gate.FireLoopOpen = true;
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        lane.Gate.FireLoopOpen = false;
        await lane.PassAsync(TimeSpan.FromSeconds(5));
        await SetAsync(lane, TimeSpan.Zero);
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
    });

    [Fact]
    public void Nor_does_a_kiosk_that_starts_anew_believe_it()
    {
        MemoryDisk? left = null;
        LaneScene.Play(
            async lane =>
            {
                lane.Real.Step = Decade;
                await lane.ComesAsync(LaneScene.Ann, 35.0);
                await lane.EndAsync();
                left = lane.Disk.AfterPowerCut();
            },
            Hard with { IsTrusted = () => false, IsClockKept = false });
        LaneScene.Play(
            async lane =>
            {
                await lane.PassAsync(TimeSpan.FromSeconds(5));
                Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            },
            Hard with { Disk = left });
    }

    private void Play(Func<LaneScene, Task> scene) => LaneScene.Play(scene, Hard with { IsTrusted = () => _isTrusted });

    /// <summary>Sets the clock once whoever went through is through.</summary>
    private async Task SetAsync(LaneScene lane, TimeSpan step)
    {
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        (lane.Real.Step, _isTrusted) = (step, step == TimeSpan.Zero);
    }
}
