using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Simulation.Tests;

public sealed class SimulatedGateTests
{
    private static readonly BadgeNumber Badge = WiegandFormat.H10301.Badge(123, 4567);

    [Fact]
    public void A_cool_visitor_passes() => Play(Visitor(36), (outcome, lane, gate) =>
    {
        Assert.Equal(VisitOutcome.Passed, outcome);
        Assert.Equal([36.0], lane.Readings);
        Assert.Equal([Direction.In], lane.Turns);
        Assert.Null(gate.Distance.Centimetres);
    });

    [Fact]
    public void Each_remeasurement_sees_its_own_skin() => Play(Visitor(38, 37.5, 36.2), (outcome, lane, _) =>
    {
        Assert.Equal(VisitOutcome.Passed, outcome);
        Assert.Equal([38.0, 37.5, 36.2], lane.Readings);
    });

    [Fact]
    public void The_last_skin_repeats_and_a_hot_visitor_is_refused() => Play(Visitor(38, 38.5), (outcome, lane, _) =>
    {
        Assert.Equal(VisitOutcome.Refused, outcome);
        Assert.Equal([38.0, 38.5, 38.5], lane.Readings);
        Assert.Empty(lane.Turns);
    });

    [Fact]
    public void A_barred_badge_is_refused_unmeasured() => Play(
        Visitor(36),
        (outcome, lane, _) =>
        {
            Assert.Equal(VisitOutcome.Refused, outcome);
            Assert.Empty(lane.Readings);
        },
        (_, lane) => lane.Barred.Add(Badge));

    [Fact]
    public void A_visitor_who_gives_up_turns_no_arm() => Play(Visitor(36) with { GivesUp = true }, (outcome, lane, gate) =>
    {
        Assert.Equal(VisitOutcome.GaveUp, outcome);
        Assert.Empty(lane.Turns);
        Assert.True(gate.Turnstile.IsReleased(Direction.In));
    });

    [Fact]
    public void Someone_leaving_needs_no_light() => Play(Visitor(39) with { Direction = Direction.Out }, (outcome, lane, _) =>
    {
        Assert.Equal(VisitOutcome.Passed, outcome);
        Assert.Equal([Direction.Out], lane.Turns);
        Assert.Empty(lane.Readings);
    });

    [Theory]
    [InlineData(Direction.In)]
    [InlineData(Direction.Out)]
    public void Who_comes_the_moment_the_lines_are_taken_is_read(Direction direction) => Stage.Play(async time =>
    {
        using var gate = new SimulatedGate(time, seed: 1);
        await using var lane = new TinyLane(gate, time);
        lane.Start();

        Assert.Equal(VisitOutcome.Passed, await gate.WalkThroughAsync(Visitor(36) with { Direction = direction }, TestContext.Current.CancellationToken));
    });

    [Fact]
    public void Someone_leaving_hears_a_release_though_the_arm_waits_no_longer() => Stage.Play(async time =>
    {
        using var gate = new SimulatedGate(time, seed: 1);
        gate.ReaderOut = new SlowHand(gate.WiegandOut, time);
        await using var lane = new TinyLane(gate, time);
        lane.Start();

        Assert.Equal(VisitOutcome.GaveUp, await gate.WalkThroughAsync(Visitor(36) with { Direction = Direction.Out }, TestContext.Current.CancellationToken));
    });

    [Fact]
    public void The_whole_visit_leaves_the_thermometer_undisturbed() => Play(
        Visitor(38, 38, 36), (_, _, gate) => Assert.Equal(0, gate.Thermometer.Disturbances));

    [Fact]
    public void People_who_come_at_once_stand_in_line() => Stage.Play(async time =>
    {
        using var gate = new SimulatedGate(time, seed: 1);
        await using var lane = new TinyLane(gate, time);
        lane.Start();
        var visits = await Task.WhenAll(Enumerable.Range(0, 3).Select(
            i => gate.WalkThroughAsync(Visitor(35 + i), TestContext.Current.CancellationToken)));
        await Task.Delay(TimeSpan.FromMilliseconds(100), time, TestContext.Current.CancellationToken);

        Assert.Equal([VisitOutcome.Passed, VisitOutcome.Passed, VisitOutcome.Passed], visits);
        Assert.Equal(3, lane.Turns.Count);
    });

    [Fact]
    public void A_dark_gate_gives_no_answer() => Stage.Play(async time =>
    {
        using var gate = new SimulatedGate(time, seed: 1);
        var began = time.GetTimestamp();

        Assert.Equal(VisitOutcome.NoAnswer, await gate.WalkThroughAsync(Visitor(36), TestContext.Current.CancellationToken));
        Assert.Equal(60, time.GetElapsedTime(began).TotalSeconds, 0.1);
    });

    [Fact]
    public void A_cancelled_visit_says_so() => Stage.Play(async time =>
    {
        using var gate = new SimulatedGate(time, seed: 1);
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1), time);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gate.WalkThroughAsync(Visitor(36), soon.Token));
    });

    internal static SimulatedVisitor Visitor(params double[] skins) =>
        new() { Badge = Badge, Skins = [.. skins.Select(s => new Celsius(s))] };

    internal static void Play(
        SimulatedVisitor visitor, Action<VisitOutcome, TinyLane, SimulatedGate> check, Action<SimulatedGate, TinyLane>? prepare = null) =>
        Stage.Play(async time =>
        {
            using var gate = new SimulatedGate(time, seed: 1);
            gate.Thermometer.NoiseScale = 0;
            gate.Thermometer.TargetEmissivity = 1;
            await using var lane = new TinyLane(gate, time);
            prepare?.Invoke(gate, lane);
            lane.Start();
            var outcome = await gate.WalkThroughAsync(visitor, TestContext.Current.CancellationToken);
            // The feedback contact counts once it has been open for its debounce time.
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, TestContext.Current.CancellationToken);
            check(outcome, lane, gate);
        });

    /// <summary>Whoever holds a badge by it takes the hand away long after the badge was read.</summary>
    private sealed class SlowHand(SimulatedReader reader, TimeProvider time) : SimulatedReader
    {
        public override BadgeNumber Stranger => reader.Stranger;

        public override async Task PresentAsync(BadgeNumber badge, CancellationToken cancellationToken)
        {
            await reader.PresentAsync(badge, cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(6), time, cancellationToken);
        }
    }
}
