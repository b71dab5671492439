using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Tests.Journal;

namespace Gatehouse.Kiosk.Tests.Lane;

/// <summary>The host wants the gate in another mode; it concerns those who enter alone.</summary>
public sealed class LaneModeTests
{
    // How long a turnstile that was released waits for somebody by itself.
    private static readonly TimeSpan HeldByTheArm = TimeSpan.FromSeconds(7);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static AccessControl Rules(GateRules? gate, string revision = "r2") => new(LaneScene.Roster with { Revision = revision, Gate = gate });

    [Theory]
    [InlineData(LaneMode.Locked, false, "locked")]
    [InlineData(LaneMode.Normal, true, "lockdown")]
    [InlineData(LaneMode.Free, true, "lockdown")]
    public void Nobody_enters_a_locked_gate_and_everybody_leaves(string mode, bool lockdown, string reason) => LaneScene.Play(async lane =>
    {
        lane.Lane.Use(Rules(new GateRules(mode, Lockdown: lockdown)));
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(Signal.OutOfService, lane.Lane.Status.Signal);
        await ShowAsync(lane, Signal.StepAside);
        Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ann));
        Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Stranger));

        lane.Lane.Use(Rules(null, "r3"));
        await lane.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
        Assert.Equal([reason, "leaving", "leaving", "clear"], (await lane.DecisionsAsync()).Select(d => d.Reason));
        Assert.Equal([new(mode, lockdown, "r2"), new GateOrdered(LaneMode.Normal, false, "r3")], await lane.OrdersAsync());
    });

    [Fact]
    public void Who_may_not_enter_anyway_is_refused_for_that_reason() => LaneScene.Play(async lane =>
    {
        lane.Lane.Use(Rules(new GateRules(Lockdown: true)));
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        await ShowAsync(lane, Signal.StepAside, LaneScene.Stranger);
        Assert.Equal(AccessControl.UnknownBadge, Assert.Single(await lane.DecisionsAsync()).Reason);
    });

    [Fact]
    public void A_lockdown_that_comes_while_somebody_is_looked_at_refuses_them() => LaneScene.Play(async lane =>
    {
        var coming = lane.ComesAsync(LaneScene.Ann, 35.0);
        await lane.Gate.Light.WaitForAsync(Signal.Measuring, Token);
        lane.Lane.Use(Rules(new GateRules(Lockdown: true)));
        Assert.Equal(VisitOutcome.Refused, await coming);
        Assert.Equal(("lockdown", "r2"), Assert.Single((await lane.DecisionsAsync()).Select(d => (d.Reason, d.Roster))));
    });

    [Fact]
    public void A_lockdown_that_comes_before_the_arm_is_released_takes_the_grant_back() => LaneScene.Play(async lane =>
    {
        using var hang = new DiskHang(lane.Disk);
        var coming = lane.ComesAsync(LaneScene.Ann, 35.0);
        await hang.Began;
        lane.Lane.Use(Rules(new GateRules(Lockdown: true)));
        await lane.PassAsync(TimeSpan.FromMilliseconds(10));
        hang.Dispose();
        Assert.Equal(VisitOutcome.Refused, await coming);
        Assert.Equal(["clear", "lockdown"], (await lane.DecisionsAsync()).Select(d => d.Reason));
        Assert.Equal(PassageOutcome.NotReleased, Assert.Single(await lane.ClosingsAsync()).Outcome);
    });

    [Fact]
    public void While_the_fire_loop_is_open_nothing_is_locked() => LaneScene.Play(async lane =>
    {
        lane.Lane.Use(Rules(new GateRules(LaneMode.Locked, Lockdown: true)));
        lane.Gate.FireLoopOpen = true;
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        await ShowAsync(lane, Signal.Go);
        Assert.True(await lane.Gate.Turnstile.PushAsync(Direction.In, Token));
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        lane.Gate.FireLoopOpen = false;
        await lane.PassAsync(TimeSpan.FromSeconds(5));
        await ShowAsync(lane, Signal.StepAside, LaneScene.Ben);

        Assert.Equal([("fireLoopOpen", "A"), ("lockdown", "B")], (await lane.DecisionsAsync()).Select(d => (d.Reason, d.Person)));
    });

    [Fact]
    public void An_arm_that_is_free_lets_anybody_in_and_each_is_recorded() => LaneScene.Play(async lane =>
    {
        lane.Lane.Use(Rules(new GateRules(LaneMode.Free)));
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(Signal.Go, lane.Lane.Status.Signal);
        Assert.True(await lane.Gate.Turnstile.PushAsync(Direction.In, Token));
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        await lane.Gate.ReaderIn.PresentAsync(LaneScene.Ann, Token);
        await lane.Gate.ReaderIn.PresentAsync(LaneScene.Stranger, Token);
        Assert.True(await lane.Gate.Turnstile.PushAsync(Direction.In, Token));
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        Assert.True(await lane.Gate.Turnstile.PushAsync(Direction.In, Token));
        await lane.PassAsync(TimeSpan.FromSeconds(1));

        lane.Lane.Use(Rules(null, "r3"));
        await lane.PassAsync(HeldByTheArm);
        Assert.Equal(Signal.Ready, lane.Lane.Status.Signal);
        Assert.False(await lane.Gate.Turnstile.PushAsync(Direction.In, Token));
        Assert.Equal(
            [("freePassage", null), ("freePassage", "A"), ("freePassage", null)],
            (await lane.DecisionsAsync()).Select(d => (d.Reason, d.Person)));
        Assert.Equal(["passed", "passed", "passed"], (await lane.ClosingsAsync()).Select(c => c.Outcome));
        Assert.DoesNotContain(RecordKind.Forced, await lane.KindsAsync());
    });

    [Fact]
    public void An_arm_is_freed_only_once_its_record_is_durable_and_is_locked_without_waiting() => LaneScene.Play(async lane =>
    {
        using var hang = new DiskHang(lane.Disk);
        lane.Lane.Use(Rules(new GateRules(LaneMode.Free)));
        await hang.Began;
        await lane.PassAsync(TimeSpan.FromSeconds(2));
        Assert.False(await lane.Gate.Turnstile.PushAsync(Direction.In, Token));
        hang.Dispose();
        await lane.PassAsync(TimeSpan.FromSeconds(2));
        Assert.True(await lane.Gate.Turnstile.PushAsync(Direction.In, Token));
        await lane.PassAsync(TimeSpan.FromSeconds(1));

        using var second = new DiskHang(lane.Disk);
        lane.Lane.Use(Rules(new GateRules(LaneMode.Locked), "r3"));
        await lane.PassAsync(HeldByTheArm);
        Assert.False(await lane.Gate.Turnstile.PushAsync(Direction.In, Token));
    });

    [Fact]
    public void Who_is_looked_at_as_the_arm_is_freed_walks_on() => LaneScene.Play(async lane =>
    {
        var coming = lane.ComesAsync(LaneScene.Ann, 39.0);
        await lane.Gate.Light.WaitForAsync(Signal.Measuring, Token);
        lane.Lane.Use(Rules(new GateRules(LaneMode.Free)));
        Assert.Equal(VisitOutcome.Passed, await coming);
        Assert.Equal(("freePassage", "A"), Assert.Single((await lane.DecisionsAsync()).Select(d => (d.Reason, d.Person))));
    });

    [Theory]
    [InlineData(LaneMode.Locked, false, "locked")]
    [InlineData(LaneMode.Normal, true, "lockdown")]
    public void Who_was_granted_as_the_arm_was_free_is_not_let_in_once_it_is_locked(string mode, bool lockdown, string reason) => LaneScene.Play(async lane =>
    {
        var coming = lane.ComesAsync(LaneScene.Ann, 39.0);
        await lane.Gate.Light.WaitForAsync(Signal.Measuring, Token);
        lane.Lane.Use(Rules(new GateRules(LaneMode.Free)));
        await lane.PassAsync(TimeSpan.FromMilliseconds(10));
        using var hang = new DiskHang(lane.Disk);
        await hang.Began;
        lane.Lane.Use(Rules(new GateRules(mode, Lockdown: lockdown), "r3"));
        await lane.PassAsync(TimeSpan.FromMilliseconds(10));
        hang.Dispose();
        Assert.Equal(VisitOutcome.Refused, await coming);
        Assert.Equal(["freePassage", reason], (await lane.DecisionsAsync()).Select(d => d.Reason));
        Assert.Equal(PassageOutcome.NotReleased, Assert.Single(await lane.ClosingsAsync()).Outcome);
    });

    [Fact]
    public void Who_was_granted_as_the_arm_was_free_is_not_let_in_while_the_other_door_is_open() => LaneScene.Play(async lane =>
    {
        var coming = lane.ComesAsync(LaneScene.Ann, 35.0);
        await lane.Gate.Light.WaitForAsync(Signal.Measuring, Token);
        lane.Gate.OtherDoorOpen = true;
        lane.Lane.Use(Rules(new GateRules(LaneMode.Free)));
        Assert.Equal(VisitOutcome.Refused, await coming);
        Assert.Equal(["freePassage", "interlock"], (await lane.DecisionsAsync()).Select(d => d.Reason));
    });

    [Fact]
    public void A_mode_ends_at_its_time_by_itself_and_a_record_says_so() => LaneScene.Play(async lane =>
    {
        var until = lane.Real.GetUtcNow() + TimeSpan.FromHours(1);
        lane.Lane.Use(Rules(new GateRules(LaneMode.Free, until)));
        await lane.PassAsync(TimeSpan.FromSeconds(2));
        Assert.True(await lane.Gate.Turnstile.PushAsync(Direction.In, Token));
        lane.Real.Step = TimeSpan.FromHours(1);
        await lane.PassAsync(HeldByTheArm);
        Assert.False(await lane.Gate.Turnstile.PushAsync(Direction.In, Token));
        Assert.Equal([new(LaneMode.Free, false, "r2", until), new GateOrdered(LaneMode.Normal, false, "r2")], await lane.OrdersAsync());
    });

    [Fact]
    public void Where_nobody_knows_the_time_a_lock_lasts_and_an_arm_is_free_no_more()
    {
        var isTrusted = true;
        LaneScene.Play(
            async lane =>
            {
                lane.Lane.Use(Rules(new GateRules(LaneMode.Free, lane.Real.GetUtcNow() + TimeSpan.FromHours(1))));
                await lane.PassAsync(TimeSpan.FromSeconds(2));
                isTrusted = false;
                await lane.PassAsync(HeldByTheArm);
                Assert.False(await lane.Gate.Turnstile.PushAsync(Direction.In, Token));
                lane.Lane.Use(Rules(new GateRules(LaneMode.Locked, DateTimeOffset.UnixEpoch), "r3"));
                await lane.PassAsync(TimeSpan.FromSeconds(2));
                await ShowAsync(lane, Signal.StepAside);
                Assert.Equal("locked", Assert.Single(await lane.DecisionsAsync()).Reason);
            },
            new LaneSetting { IsTrusted = () => isTrusted });
    }

    [Fact]
    public void In_the_modes_guard_and_measure_who_may_enter_is_sent_to_the_guard_or_measured_and_passes() => LaneScene.Play(async lane =>
    {
        lane.Lane.Use(Rules(new GateRules(LaneMode.Guard)));
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
        lane.Lane.Use(Rules(new GateRules(LaneMode.Measure), "r3"));
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 39.0));
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Former, 35.0));
        lane.Lane.Use(Rules(new GateRules("dance"), "r4"));
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ben, 35.0));
        Assert.Equal(
            [("toGuard", "guard"), ("measuredOnly", "measure"), ("expired", "measure"), ("clear", "deny")],
            (await lane.DecisionsAsync()).Select(d => (d.Reason, d.Mode)));
    });

    [Fact]
    public void It_is_kept_over_a_start() => LaneScene.Play(
        async lane =>
        {
            await ShowAsync(lane, Signal.StepAside);
            Assert.Equal("locked", Assert.Single(await lane.DecisionsAsync()).Reason);
            Assert.Equal([new GateOrdered(LaneMode.Locked, false, "r1")], await lane.OrdersAsync());
        },
        new LaneSetting { Gate = new GateRules(LaneMode.Locked) });

    [Fact]
    public void A_group_that_is_excluded_here_is_refused_and_may_leave_and_its_names_are_in_no_record() => LaneScene.Play(async lane =>
    {
        var people = LaneScene.Roster.People.Select(p => p with { Name = p.Number }).ToList();
        lane.Lane.Use(new AccessControl(LaneScene.Roster with { Revision = "r2", Groups = [new RosterGroup("all", Excluded: true)], People = people }));
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
        Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ann));
        var decided = await lane.DecisionsAsync();
        Assert.Equal([(AccessControl.NoPermission, "A"), ("leaving", "A")], decided.Select(d => (d.Reason, d.Person)));
        Assert.All(decided, d => Assert.Null(d.Commitments));
    });

    /// <summary>Shows a badge to a gate whose light may not say that it is ready, and waits for the answer.</summary>
    private static async Task ShowAsync(LaneScene lane, Signal answer, Hardware.Badges.BadgeNumber? badge = null)
    {
        await lane.Gate.ReaderIn.PresentAsync(badge ?? LaneScene.Ann, Token);
        await lane.Gate.Light.WaitForAsync(answer, Token);
        await lane.PassAsync(TimeSpan.FromSeconds(4));
    }
}
