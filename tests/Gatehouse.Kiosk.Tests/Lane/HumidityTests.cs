using Gatehouse.Contract;
using Gatehouse.Hardware.Air;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Tests.Lane;

public sealed class HumidityTests
{
    private static readonly LaneSetting Dry = new() { Policy = LaneSetting.Usual with { HumidityTo = 85 } };

    [Fact]
    public void In_air_within_the_range_people_are_measured() => LaneScene.Play(
        async lane =>
        {
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            Assert.Empty(await lane.AlarmsAsync(RecordKind.Fault));
        },
        Dry);

    [Fact]
    public void In_air_that_is_too_damp_nobody_is_measured_and_everybody_gets_a_ticket() => LaneScene.Play(
        async lane =>
        {
            lane.Air.Air = new AirSample(new Celsius(24), 93);
            await lane.PassAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
            Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ben));
            lane.Air.Air = new AirSample(new Celsius(24), 60);
            await lane.PassAsync(TimeSpan.FromMinutes(6));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

            var decided = await lane.DecisionsAsync();
            Assert.Equal(("notMeasurable", "humidityOutOfRange", 0), (decided[0].Verdict, decided[0].NotMeasurable, decided[0].Readings));
            Assert.Equal((decided[0].Ticket, "clear"), (decided[^1].Ticket, decided[^1].Reason));
            Assert.NotNull(decided[0].Ticket);
            Assert.Contains(await lane.AlarmsAsync(RecordKind.Fault), a => (a.Device, a.Reason) == ("humidity", "outOfRange") && a.Detail!.Contains("93 %", StringComparison.Ordinal));
            Assert.Contains(await lane.AlarmsAsync(RecordKind.Cleared), a => a.Device == "humidity");
        },
        Dry);

    [Fact]
    public void Without_an_air_sensor_nobody_is_measured_and_everybody_gets_out() => LaneScene.Play(
        async lane =>
        {
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
            Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ben));
            Assert.Equal("airFault", (await lane.DecisionsAsync())[0].NotMeasurable);
            Assert.Contains(await lane.AlarmsAsync(RecordKind.Fault), a => (a.Device, a.Reason) == ("air", "notFitted"));
        },
        Dry with { HasAirSensor = false });

    [Fact]
    public void An_air_sensor_that_fails_for_longer_than_a_look_leaves_nobody_measured() => LaneScene.Play(
        async lane =>
        {
            lane.Air.Fault = Sht3xFault.BadCheck;
            await lane.PassAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            await lane.PassAsync(TimeSpan.FromMinutes(2));
            Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Ann, 35.0));
            lane.Air.Fault = Sht3xFault.None;
            await lane.PassAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));

            var decided = await lane.DecisionsAsync();
            Assert.Equal([null, "airFault", null], decided.Select(d => d.NotMeasurable));
            Assert.Equal(("air", "unsound"), (await lane.AlarmsAsync(RecordKind.Fault)).Select(a => (a.Device, a.Reason)).Single());
            Assert.Contains(await lane.AlarmsAsync(RecordKind.Cleared), a => a.Device == "air");
        },
        Dry);
}
