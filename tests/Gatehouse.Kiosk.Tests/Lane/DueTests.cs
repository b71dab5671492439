using Gatehouse.Contract;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Kiosk.Tests.Lane;

public sealed class DueTests
{
    private static readonly LaneSetting OnceAShift = new() { Policy = LaneSetting.Usual with { Calibration = new CalibrationRules { CheckHours = 12 } } };

    [Fact]
    public void A_check_that_is_overdue_is_told_once_and_stops_nobody() => LaneScene.Play(
        async lane =>
        {
            Assert.Equal(Hardware.Simulation.VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ann, 35.0));
            var told = Assert.Single(await lane.AlarmsAsync(RecordKind.Fault));
            Assert.Equal(("driftCheck", "overdue"), (told.Device, told.Reason));
            Assert.Contains("within 12 hours", told.Detail, StringComparison.Ordinal);
        },
        OnceAShift);

    [Fact]
    public void A_policy_that_asks_for_no_checks_has_none_overdue() => LaneScene.Play(async lane => Assert.Empty(await lane.AlarmsAsync(RecordKind.Fault)));

    [Fact]
    public void When_it_was_last_looked_at_is_known_by_what_was_kept_last()
    {
        var (day, plain) = (new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), Screening.Samples.Plain);
        Assert.Null(Standing.Of(plain.Serial, [plain], [], [], 0).LookedAt);
        var request = new CalibrationRequest("Ada", new ReferenceInstrument("bb", "1", new DateOnly(2099, 1, 1), 0.98, 0.1), 10);
        DriftCheck[] checks = [.. new[] { (Order: 2L, Day: 1), (Order: 1L, Day: 5) }.Select(c => new DriftCheck(day.AddDays(c.Day), plain.Serial, "c1", request, default, 0, DriftCheck.Good) { Order = c.Order })];
        Assert.Equal(day.AddDays(1), Standing.Of(plain.Serial, [plain], checks, [], 0).LookedAt);
    }
}
