using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Tests.Journal;

namespace Gatehouse.Kiosk.Tests.Lane;

public sealed class EntranceTests
{
    [Fact]
    public void A_healthy_person_is_admitted_and_passes() => LaneScene.Play(async lane =>
    {
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

        Assert.Equal([RecordKind.Granted, RecordKind.Closed], await lane.KindsAsync());
        var decided = Assert.Single(await lane.DecisionsAsync());
        Assert.Equal(("A", "all", "in", "clear", "clear", 1), (decided.Person, decided.Group, decided.Direction, decided.Reason, decided.Verdict, decided.Readings));
        Assert.Equal(["name", "readings"], decided.Commitments!.Keys.Order());
        var closed = Assert.Single(await lane.ClosingsAsync());
        Assert.Equal((decided.Passage, PassageOutcome.Passed), (closed.Passage, closed.Outcome));
        Assert.Equal([Signal.Measuring, Signal.Go, Signal.Ready, Signal.OutOfService], lane.Signals.Where(s => s != Signal.Ready || lane.Signals.IndexOf(Signal.Go) > 0).SkipWhile(s => s == Signal.Ready));
    });

    // Two samples of 0.65 s of quiet bus settle it, unless they happen to be the same word; near the limit all three are taken.
    [Theory]
    [InlineData(35.0, 2)]
    [InlineData(36.1, 3)]
    public void Nobody_is_measured_longer_than_the_verdict_needs(double skin, int samples) => LaneScene.Play(async lane =>
    {
        await lane.Gate.ReaderIn.PresentAsync(LaneScene.Ann, CancellationToken.None);
        lane.Gate.Distance.Centimetres = 10;
        lane.Gate.Thermometer.Target = new Celsius(skin);
        await lane.Gate.Light.WaitForAsync(Signal.Measuring, CancellationToken.None);
        var began = lane.Time.GetTimestamp();
        while (lane.Lane.Status.State == LaneState.Looking)
        {
            await lane.PassAsync(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal(samples, (int)Math.Ceiling(lane.Time.GetElapsedTime(began) / Mlx90614Variant.Dci.Refresh));
    });

    [Fact]
    public void The_grant_is_durable_before_the_turnstile_is_energised() => LaneScene.Play(async lane =>
    {
        var durable = new List<string>();
        lane.Gate.Chip.Changed += (_, levels) =>
        {
            if (levels.Concerns(lane.Gate.Wiring.ReleaseIn) && levels.IsHigh(lane.Gate.Wiring.ReleaseIn))
            {
                durable.AddRange(Journals.Records(lane.Disk.AfterPowerCut()).Select(r => r.Kind));
            }
        };

        await lane.ComesAsync(LaneScene.Ann, 35.0);

        Assert.Equal(RecordKind.Granted, durable[^1]);
    });

    [Fact]
    public void A_hot_person_is_referred_and_the_arm_stays_locked() => LaneScene.Play(async lane =>
    {
        var released = Released(lane);

        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 38.4));

        var decided = Assert.Single(await lane.DecisionsAsync());
        Assert.Equal(("refer", "refer"), (decided.Reason, decided.Verdict));
        Assert.Equal([RecordKind.Refused], await lane.KindsAsync());
        Assert.False(released());
    });

    [Fact]
    public void Near_the_limit_one_is_measured_again() => LaneScene.Play(async lane =>
    {
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 36.2, 35.2));

        var decided = Assert.Single(await lane.DecisionsAsync());
        Assert.Equal(("clear", 2), (decided.Reason, decided.Readings));
        Assert.Contains(Signal.Again, lane.Signals);
    });

    [Fact]
    public void The_last_remeasurement_decides_by_the_mean_of_all() => LaneScene.Play(async lane =>
    {
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 36.0, 36.0, 36.0));
        await lane.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ben, 36.4, 36.4, 36.4));

        Assert.Equal([("clear", 3), ("refer", 3)], (await lane.DecisionsAsync()).Select(d => (d.Reason, d.Readings)));
    });

    [Fact]
    public void An_unknown_badge_is_refused_and_not_measured() => LaneScene.Play(async lane =>
    {
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Stranger, 35.0));

        var decided = Assert.Single(await lane.DecisionsAsync());
        Assert.Equal(("unknownBadge", null, 0), (decided.Reason, decided.Person, decided.Readings));
        Assert.Null(decided.Commitments);
    });

    [Fact]
    public void A_refusal_looks_the_same_whatever_its_reason() => LaneScene.Play(async lane =>
    {
        await lane.ComesAsync(LaneScene.Former, 35.0);
        await lane.PassAsync(TimeSpan.FromSeconds(5));
        await lane.ComesAsync(LaneScene.Ann, 38.4);

        Assert.Equal(["expired", "refer"], (await lane.DecisionsAsync()).Select(d => d.Reason));
        Assert.Equal(2, lane.Signals.Count(s => s == Signal.StepAside));
    });

    [Fact]
    public void Whoever_turns_back_has_given_up() => LaneScene.Play(async lane =>
    {
        var turnsBack = LaneScene.Visitor(LaneScene.Ann, Direction.In, 35.0) with { GivesUp = true };

        Assert.Equal(VisitOutcome.GaveUp, await lane.ComesAsync(turnsBack));
        await lane.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(PassageOutcome.GivenUp, Assert.Single(await lane.ClosingsAsync()).Outcome);
    });

    [Fact]
    public void Nobody_in_the_window_is_not_measurable() => LaneScene.Play(async lane =>
    {
        var far = LaneScene.Visitor(LaneScene.Ann, Direction.In, 35.0) with { DistanceCentimetres = 120 };

        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(far));

        var decided = Assert.Single(await lane.DecisionsAsync());
        Assert.Equal(("noFace", "notMeasurable", "noFace"), (decided.Reason, decided.Verdict, decided.NotMeasurable));
        Assert.Equal((0, null), (decided.Readings, decided.Calibration));
        Assert.Equal(["name"], decided.Commitments!.Keys);
    });

    [Fact]
    public void A_second_badge_meanwhile_is_turned_away() => LaneScene.Play(async lane =>
    {
        var ann = lane.ComesAsync(LaneScene.Ann, 35.0);
        await lane.Gate.Light.WaitForAsync(Signal.Measuring, CancellationToken.None);
        await lane.Gate.ReaderIn.PresentAsync(LaneScene.Ben, CancellationToken.None);

        Assert.Equal(VisitOutcome.Passed, await ann);
        Assert.Equal([("B", "laneBusy"), ("A", "clear")], (await lane.DecisionsAsync()).Select(d => (d.Person, d.Reason)));
    });

    [Fact]
    public void While_the_fire_loop_is_open_everyone_passes_unmeasured() => LaneScene.Play(async lane =>
    {
        lane.Gate.FireLoopOpen = true;

        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Former, 39.0));

        var decided = Assert.Single(await lane.DecisionsAsync());
        Assert.Equal(("fireLoopOpen", 0, "F"), (decided.Reason, decided.Readings, decided.Person));
    });

    [Fact]
    public void Stopping_says_so_and_shows_out_of_service() => LaneScene.Play(async lane =>
    {
        await lane.EndAsync();

        Assert.Equal(RecordKind.Stopped, Journals.Records(lane.Disk)[^1].Kind);
        Assert.Equal(Signal.OutOfService, lane.Gate.Light.Signal);
    });

    [Fact]
    public void The_status_names_the_last_decision_without_health_values() => LaneScene.Play(async lane =>
    {
        await lane.ComesAsync(LaneScene.Ann, 35.0);

        Assert.Equal(new LaneDecision("A", Direction.In, true, "clear", "clear", 1), lane.Lane.Status.Last);
        Assert.Equal(1, lane.Lane.Status.Passages);
    });

    private static Func<bool> Released(LaneScene lane)
    {
        var released = false;
        lane.Gate.Chip.Changed += (_, levels) => released |= levels.IsHigh(lane.Gate.Wiring.ReleaseIn);
        return () => released;
    }
}
