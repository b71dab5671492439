using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Kiosk.Tests.Lane;

public sealed class SurroundingsTests
{
    public static TheoryData<string, string, string> Contacts => new()
    {
        { "fire", "fireLoop", "open" }, { "housing", "housing", "open" }, { "mains", "mains", "failed" }, { "notReady", "turnstile", "notReady" },
    };

    [Theory]
    [MemberData(nameof(Contacts))]
    public void What_happens_around_the_lane_is_recorded_as_it_begins_and_as_it_ends(string contact, string device, string reason) =>
        LaneScene.Play(async lane =>
        {
            Set(lane.Gate, contact, true);
            await lane.PassAsync(TimeSpan.FromSeconds(1));
            Set(lane.Gate, contact, false);
            await lane.PassAsync(TimeSpan.FromSeconds(1));

            var fault = Assert.Single(await lane.AlarmsAsync(RecordKind.Fault));
            Assert.Equal((device, reason), (fault.Device, fault.Reason));
            Assert.EndsWith(".", fault.Detail, StringComparison.Ordinal);
            Assert.Equal(device, Assert.Single(await lane.AlarmsAsync(RecordKind.Cleared)).Device);
        });

    [Fact]
    public void Nobody_is_let_in_through_a_turnstile_that_is_not_ready_and_everybody_out() => LaneScene.Play(async lane =>
    {
        lane.Gate.TurnstileNotReady = true;
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
        Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ann));
        lane.Gate.TurnstileNotReady = false;
        await lane.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

        Assert.Equal(["turnstileNotReady", "leaving", "clear"], (await lane.DecisionsAsync()).Select(d => d.Reason));
    });

    [Fact]
    public void While_the_other_door_of_an_interlock_is_open_nobody_is_let_in_and_everybody_out() => LaneScene.Play(async lane =>
    {
        lane.Gate.OtherDoorOpen = true;
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
        Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ann));
        lane.Gate.OtherDoorOpen = false;
        await lane.PassAsync(TimeSpan.FromSeconds(5));
        var ben = lane.ComesAsync(LaneScene.Ben, 35.0);
        await lane.Gate.Light.WaitForAsync(Signal.Measuring, CancellationToken.None);
        lane.Gate.OtherDoorOpen = true;
        Assert.Equal(VisitOutcome.Refused, await ben);

        Assert.Equal([("interlock", "A"), ("leaving", "A"), ("interlock", "B")], (await lane.DecisionsAsync()).Select(d => (d.Reason, d.Person)));
    });

    [Fact]
    public void A_fire_loop_that_opens_while_somebody_is_measured_refuses_nobody() => LaneScene.Play(async lane =>
    {
        var ann = lane.ComesAsync(LaneScene.Ann, 39.0);
        await lane.Gate.Light.WaitForAsync(Signal.Measuring, CancellationToken.None);
        lane.Gate.FireLoopOpen = true;

        Assert.Equal(VisitOutcome.Passed, await ann);
        Assert.Equal("fireLoopOpen", Assert.Single(await lane.DecisionsAsync()).Reason);
    });

    [Fact]
    public void A_fire_loop_that_opens_before_anybody_comes_near_refuses_nobody() => LaneScene.Play(async lane =>
    {
        await lane.Gate.ReaderIn.PresentAsync(LaneScene.Ann, CancellationToken.None);
        await lane.Gate.Light.WaitForAsync(Signal.Measuring, CancellationToken.None);
        lane.Gate.FireLoopOpen = true;
        await lane.PassAsync(TimeSpan.FromSeconds(30));

        Assert.Equal([("fireLoopOpen", "A")], (await lane.DecisionsAsync()).Select(d => (d.Reason, d.Person)));
    });

    [Theory]
    [InlineData(Direction.In)]
    [InlineData(Direction.Out)]
    public void Whoever_turns_the_arm_while_the_fire_loop_is_open_forces_nothing(Direction direction) => LaneScene.Play(async lane =>
    {
        lane.Gate.FireLoopOpen = true;
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        Assert.True(await lane.Gate.Turnstile.PushAsync(direction, CancellationToken.None));

        Assert.Equal([RecordKind.Fault, RecordKind.Granted, RecordKind.Closed], await lane.KindsAsync());
        Assert.Equal(("fireLoopOpen", null), Assert.Single((await lane.DecisionsAsync()).Select(d => (d.Reason, d.Person))));
        Assert.Equal(PassageOutcome.Passed, Assert.Single(await lane.ClosingsAsync()).Outcome);
    });

    [Fact]
    public void Whoever_walks_on_while_being_measured_as_the_fire_loop_opens_is_granted() => LaneScene.Play(async lane =>
    {
        await lane.Gate.ReaderIn.PresentAsync(LaneScene.Ann, CancellationToken.None);
        await lane.Gate.Light.WaitForAsync(Signal.Measuring, CancellationToken.None);
        lane.Gate.FireLoopOpen = true;
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        Assert.True(await lane.Gate.Turnstile.PushAsync(Direction.In, CancellationToken.None));
        await lane.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(Kiosk.Lane.LaneState.Ready, lane.Lane.Status.State);

        Assert.Equal([("fireLoopOpen", "A")], (await lane.DecisionsAsync()).Select(d => (d.Reason, d.Person)));
        Assert.Equal(PassageOutcome.Passed, Assert.Single(await lane.ClosingsAsync()).Outcome);
    });

    [Fact]
    public void Nobody_is_let_in_through_a_turnstile_that_is_no_longer_ready_once_they_are_measured() => LaneScene.Play(async lane =>
    {
        var ann = lane.ComesAsync(LaneScene.Ann, 35.0);
        await lane.Gate.Light.WaitForAsync(Signal.Measuring, CancellationToken.None);
        lane.Gate.TurnstileNotReady = true;

        Assert.Equal(VisitOutcome.Refused, await ann);
        Assert.Equal(["turnstileNotReady"], (await lane.DecisionsAsync()).Select(d => d.Reason));
        Assert.Empty(await lane.ClosingsAsync());
    });

    private static void Set(SimulatedGate gate, string contact, bool active)
    {
        switch (contact)
        {
            case "fire":
                gate.FireLoopOpen = active;
                break;
            case "housing":
                gate.HousingOpen = active;
                break;
            case "mains":
                gate.MainsFailed = active;
                break;
            default:
                gate.TurnstileNotReady = active;
                break;
        }
    }
}
