using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Tests.Lane;

namespace Gatehouse.Kiosk.Tests.Faults;

public sealed class ThermometerFails
{
    [Theory]
    [InlineData(Mlx90614Fault.NoAcknowledge, "noAnswer")]
    [InlineData(Mlx90614Fault.StuckLow, "busStuck")]
    [InlineData(Mlx90614Fault.BadPec, "badCheck")]
    [InlineData(Mlx90614Fault.ErrorFlag, "errorFlag")]
    public void Nobody_enters_unmeasured_and_the_fault_is_recorded_once(Mlx90614Fault fault, string reason) => LaneScene.Play(async lane =>
    {
        lane.Gate.Thermometer.Fault = fault;
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
        await lane.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ben, 35.0));
        await lane.PassAsync(TimeSpan.FromSeconds(5));
        lane.Gate.Thermometer.Fault = Mlx90614Fault.None;
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

        Assert.Equal(["notMeasurable", "notMeasurable", "clear"], (await lane.DecisionsAsync()).Select(d => d.Reason));
        Assert.Equal(("thermometer", reason), (await lane.AlarmsAsync(RecordKind.Fault)).Select(a => (a.Device, a.Reason)).Single());
        Assert.Equal("thermometer", Assert.Single(await lane.AlarmsAsync(RecordKind.Cleared)).Device);
        Assert.StartsWith($"Device thermometer fails ({reason}): ", Assert.Single(lane.Told.Warnings), StringComparison.Ordinal);
    });

    [Fact]
    public void A_frozen_one_is_noticed_and_no_longer_believed() => LaneScene.Play(async lane =>
    {
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
        lane.Gate.Thermometer.Fault = Mlx90614Fault.Frozen;
        for (var i = 0; i < 3; i++)
        {
            await lane.PassAsync(TimeSpan.FromSeconds(10));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(i % 2 == 0 ? LaneScene.Ben : LaneScene.Ann, 39.5));
        }

        Assert.Equal("frozen", Assert.Single(await lane.AlarmsAsync(RecordKind.Fault)).Reason);
        Assert.Equal(["clear", "notMeasurable", "notMeasurable", "notMeasurable"], (await lane.DecisionsAsync()).Select(d => d.Reason));
    });

    [Theory]
    [InlineData(Mlx90614Fault.NoAcknowledge)]
    [InlineData(Mlx90614Fault.BadPec)]
    [InlineData(Mlx90614Fault.ErrorFlag)]
    public void One_that_fails_between_two_readings_clears_nobody(Mlx90614Fault fault) => LaneScene.Play(async lane =>
    {
        // Below the limit of 36.2, but not by as much as a first reading must be.
        var visit = lane.ComesAsync(LaneScene.Ann, 36.1);
        while (lane.Lane.Status.State != LaneState.Again)
        {
            await lane.PassAsync(TimeSpan.FromMilliseconds(10));
        }

        lane.Gate.Thermometer.Fault = fault;
        Assert.Equal(VisitOutcome.Refused, await visit);
        Assert.Equal("notMeasurable", Assert.Single(await lane.DecisionsAsync()).Verdict);
    });

    [Fact]
    public void A_swapped_one_is_not_believed_but_lets_people_leave() => LaneScene.Play(
        async lane =>
        {
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
            Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ben));

            Assert.Equal(["notMeasurable", "leaving"], (await lane.DecisionsAsync()).Select(d => d.Reason));
            var refused = (await lane.DecisionsAsync())[0];
            Assert.Equal((0, null, "swapped"), (refused.Readings, refused.Calibration, refused.NotMeasurable));
            Assert.Equal("swapped", Assert.Single(await lane.AlarmsAsync(RecordKind.Fault)).Reason);
        },
        new LaneSetting { Thermometer = Mlx90614Fault.Swapped });

    [Fact]
    public void One_that_does_not_answer_at_the_start_lets_people_leave_and_is_asked_again() => LaneScene.Play(
        async lane =>
        {
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
            Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ben));
            await lane.PassAsync(TimeSpan.FromSeconds(5));
            lane.Gate.Thermometer.Fault = Mlx90614Fault.None;
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

            Assert.Equal("noAnswer", Assert.Single(await lane.AlarmsAsync(RecordKind.Fault)).Reason);
            Assert.Equal("thermometer", Assert.Single(await lane.AlarmsAsync(RecordKind.Cleared)).Device);
        },
        new LaneSetting { Thermometer = Mlx90614Fault.NoAcknowledge });

    [Fact]
    public void One_that_was_away_must_be_the_same_when_it_comes_back() => LaneScene.Play(async lane =>
    {
        lane.Gate.Thermometer.Fault = Mlx90614Fault.NoAcknowledge;
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
        await lane.PassAsync(TimeSpan.FromSeconds(5));
        lane.Gate.Thermometer.Fault = Mlx90614Fault.Swapped;
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
        await lane.PassAsync(TimeSpan.FromSeconds(5));
        lane.Gate.Thermometer.Fault = Mlx90614Fault.None;
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

        Assert.Equal(["noAnswer", "swapped"], (await lane.AlarmsAsync(RecordKind.Fault)).Select(fault => fault.Reason));
    });

    [Fact]
    public void One_that_was_swapped_while_nobody_stood_there_is_not_believed() => LaneScene.Play(async lane =>
    {
        Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
        await lane.PassAsync(TimeSpan.FromSeconds(5));
        lane.Gate.Thermometer.Fault = Mlx90614Fault.Swapped;
        Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ben, 35.0));

        Assert.Equal("swapped", (await lane.DecisionsAsync())[^1].NotMeasurable);
        Assert.Equal("swapped", Assert.Single(await lane.AlarmsAsync(RecordKind.Fault)).Reason);
    });

    [Fact]
    public void A_sample_that_was_disturbed_is_taken_anew_and_told() => LaneScene.Play(async lane =>
    {
        await DisturbAsync(lane, samples: 1);

        var decided = Assert.Single(await lane.DecisionsAsync());
        Assert.Equal(("clear", 1), (decided.Reason, decided.Readings));
        Assert.Equal("badCheck", Assert.Single(await lane.AlarmsAsync(RecordKind.Fault)).Reason);
        Assert.Single(await lane.AlarmsAsync(RecordKind.Cleared));
    });

    [Fact]
    public void A_burst_that_is_disturbed_twice_clears_nobody() => LaneScene.Play(async lane =>
    {
        await DisturbAsync(lane, samples: 2);

        var decided = Assert.Single(await lane.DecisionsAsync());
        Assert.Equal(("clear", 2), (decided.Reason, decided.Readings));
        Assert.Equal("badCheck", Assert.Single(await lane.AlarmsAsync(RecordKind.Fault)).Reason);
    });

    /// <summary>Somebody comes, and after the first sample the line is disturbed for so many.</summary>
    private static async Task DisturbAsync(LaneScene lane, int samples)
    {
        var settling = new Mlx90614Options().Settling;
        await lane.PassAsync(settling);
        var visit = lane.ComesAsync(LaneScene.Ann, 35.0);
        while (lane.Lane.Status.State != LaneState.Looking)
        {
            await lane.PassAsync(TimeSpan.FromMilliseconds(10));
        }

        await lane.PassAsync(settling / 2);
        lane.Gate.Thermometer.Fault = Mlx90614Fault.BadPec;
        await lane.PassAsync(samples * settling);
        lane.Gate.Thermometer.Fault = Mlx90614Fault.None;
        Assert.Equal(VisitOutcome.Passed, await visit);
    }
}
