using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Tests.Journal;

namespace Gatehouse.Kiosk.Tests.Lane;

public sealed class ShiftTestTests
{
    // A shift of six minutes.
    private static readonly LaneSetting Tested = new() { Policy = LaneSetting.Usual with { SelfTestHours = 0.1 } };

    private static readonly DriftCheck Good = new(
        DateTimeOffset.UnixEpoch, "", "c1", new CalibrationRequest("Ada", new ReferenceInstrument("bb", "1", new DateOnly(2099, 1, 1), 0.98, 0.1), 10), default, 0, DriftCheck.Good);

    [Fact]
    public void A_gate_that_passes_measures_and_says_so_once_a_shift() => LaneScene.Play(
        async lane =>
        {
            await lane.PassAsync(TimeSpan.FromSeconds(10));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            await lane.PassAsync(TimeSpan.FromMinutes(6));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            var tests = await TestsAsync(lane);
            Assert.Equal(2, tests.Count);
            Assert.All(tests, t => Assert.True(t.Passed));
            Assert.Equal(["clock", "distance", "light", "readerIn", "readerOut", "thermometer", "turnstile"], tests[0].Steps.Select(s => s.Device).Order());
        },
        Tested);

    [Theory]
    [InlineData(Mlx90614Fault.Swapped, "not the one that was calibrated")]
    [InlineData(Mlx90614Fault.BadPec, "check")]
    [InlineData(Mlx90614Fault.NoAcknowledge, "")]
    public void A_gate_whose_thermometer_fails_is_blind_and_sends_everybody_to_the_guard_until_it_is_mended(Mlx90614Fault fault, string why) => LaneScene.Play(
        async lane =>
        {
            await lane.PassAsync(TimeSpan.FromSeconds(10));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
            Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ben));
            lane.Gate.Thermometer.Fault = Mlx90614Fault.None;
            await lane.PassAsync(TimeSpan.FromMinutes(2));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

            var decided = await lane.DecisionsAsync();
            Assert.Equal([("toGuard", "guard"), ("leaving", null), ("clear", "deny")], decided.Select(d => (d.Reason, d.Mode)));
            Assert.Contains((await TestsAsync(lane))[0].Steps, s => s.Device == "thermometer" && s.Problem!.Contains(why, StringComparison.Ordinal));
            Assert.Contains(await lane.AlarmsAsync(RecordKind.Fault), a => (a.Device, a.Reason) == ("selfTest", "failed"));
            Assert.Contains(await lane.AlarmsAsync(RecordKind.Cleared), a => a.Device == "selfTest");
        },
        Tested with { Thermometer = fault });

    [Fact]
    public void A_check_that_finds_it_good_is_followed_by_a_new_test_at_once() => LaneScene.Play(
        async lane =>
        {
            lane.Instrument.Distrust();
            await lane.PassAsync(TimeSpan.FromSeconds(10));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
            lane.Instrument.Take(Good);
            await lane.PassAsync(TimeSpan.FromSeconds(10));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
        },
        Tested);

    [Fact]
    public void A_gate_whose_feedback_contact_is_cut_is_blind_until_it_is_mended() => LaneScene.Play(
        async lane =>
        {
            lane.Gate.Chip.Set(lane.Gate.Wiring.TurnedOut, high: true);
            await lane.PassAsync(TimeSpan.FromSeconds(40));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
            lane.Gate.Chip.Set(lane.Gate.Wiring.TurnedOut, high: false);
            await lane.PassAsync(TimeSpan.FromMinutes(2));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            Assert.Contains((await TestsAsync(lane))[0].Steps, s => s.Device == "turnstile" && s.Problem!.Contains("feedback contact of the way out", StringComparison.Ordinal));
        },
        Tested);

    [Fact]
    public void A_gate_whose_lamp_is_shorted_is_blind() => LaneScene.Play(
        async lane =>
        {
            lane.Gate.Chip.SetShorted(lane.Gate.Wiring.Lamps.Amber, true);
            await lane.PassAsync(TimeSpan.FromSeconds(40));
            Assert.Contains((await TestsAsync(lane))[0].Steps, s => s.Device == "light" && s.Problem!.Contains("amber lamp", StringComparison.Ordinal));
        },
        Tested);

    [Fact]
    public void A_reference_target_that_is_seen_wrongly_makes_the_gate_blind_and_seen_rightly_does_not() => LaneScene.Play(
        async lane =>
        {
            await lane.PassAsync(TimeSpan.FromSeconds(40));
            lane.Gate.Thermometer.Target = new Hardware.Temperature.Celsius(33.5);
            await lane.PassAsync(TimeSpan.FromMinutes(6));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
            var tests = await TestsAsync(lane);
            Assert.True(tests[0].Passed);
            Assert.Null(tests[0].Steps.Single(s => s.Device == "target").Problem);
            Assert.Contains("where the reference target is 35.00", tests[^1].Steps.Single(s => s.Device == "target").Problem, StringComparison.Ordinal);
        },
        Tested with { Target = new(35, 0.5) });

    [Fact]
    public void What_nobody_could_look_at_is_not_said_to_have_passed() => LaneScene.Play(
        async lane =>
        {
            // A queue from the start on: whoever is refused makes room for the next.
            for (var i = 0; i < 30; i++)
            {
                Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(i % 2 == 0 ? LaneScene.Ann : LaneScene.Ben, 35.0));
            }

            Assert.DoesNotContain(await TestsAsync(lane), t => t.Passed);
        },
        Tested with { Target = new(30, 0.5) });

    [Fact]
    public void A_gate_that_is_asked_for_none_does_none() => LaneScene.Play(async lane =>
    {
        await lane.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Empty(await TestsAsync(lane));
    });

    private static async Task<IReadOnlyList<SelfTested>> TestsAsync(LaneScene lane)
    {
        await lane.EndAsync();
        return [.. Journals.Records(lane.Disk).Where(r => r.Kind == RecordKind.SelfTest)
            .Select(r => System.Text.Json.JsonSerializer.Deserialize(r.Body, ContractJson.Default.SelfTested)!)];
    }
}
