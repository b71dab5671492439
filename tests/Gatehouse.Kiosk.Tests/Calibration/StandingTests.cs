using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Tests.Screening;

namespace Gatehouse.Kiosk.Tests.Calibration;

public sealed class StandingTests
{
    private const string It = "0000000000000001";
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CalibrationRequest Ada = new("Ada", new ReferenceInstrument("Black body", "bb-1", new DateOnly(2030, 1, 1), 0.98, 0.1), 10);

    private static readonly CalibrationEvidence Evidence = new(
        Ada.Reference, "Ada", "yearly", 23, 10, new Repeatability(20, 0.1, 0.4, 0.15), [], new CalibrationPoint(35.5, 35.3, 35.3, 0, 0, 20, 0.1), new DateOnly(2027, 3, 1));

    [Fact]
    public void Of_what_nothing_is_known_is_believed() => Assert.False(Out());

    [Fact]
    public void What_was_found_last_counts()
    {
        Assert.True(Out(checks: [Check(1, DriftCheck.Blocked)]));
        Assert.False(Out(checks: [Check(1, DriftCheck.Blocked), Check(2, DriftCheck.Good)]));
        Assert.False(Out(checks: [Check(1, DriftCheck.Blocked)], calibrations: [Measured(2)]));
        Assert.True(Out(checks: [Check(3, DriftCheck.Blocked)], calibrations: [Measured(2)]));
        Assert.True(Out(invalidations: [new Invalidation(Day.AddDays(4), It, "c1", "moved", "Ada")], calibrations: [Measured(2)]));
    }

    [Fact]
    public void An_earlier_one_put_in_force_again_and_a_commissioning_prove_nothing()
    {
        Assert.True(Out(checks: [Check(1, DriftCheck.Blocked)], calibrations: [Measured(2) with { RollsBackTo = "c0" }]));
        Assert.True(Out(checks: [Check(1, DriftCheck.Blocked)], calibrations: [Samples.Plain with { At = Day.AddDays(2) }]));
    }

    [Fact]
    public void What_was_found_last_counts_whatever_the_clock_said_then()
    {
        Assert.True(Out(checks: [Check(1, DriftCheck.Blocked) with { Order = 2 }], calibrations: [Measured(5) with { Order = 1 }]));
        Assert.False(Out(checks: [Check(5, DriftCheck.Blocked) with { Order = 1 }, Check(1, DriftCheck.Good) with { Order = 2 }]));
        Assert.True(Out(calibrations: [Measured(5) with { Order = 1 }, Measured(1) with { Order = 2, RollsBackTo = "c0" }]));
    }

    [Fact]
    public void What_is_nearly_out_lifts_nothing_and_blocks_nothing()
    {
        Assert.True(Out(checks: [Check(1, DriftCheck.Blocked), Check(2, DriftCheck.Warned)]));
        Assert.False(Out(checks: [Check(1, DriftCheck.Good), Check(2, DriftCheck.Warned)]));
    }

    [Fact]
    public void What_was_noted_and_is_not_there_any_more_blocks_until_it_is_good_again()
    {
        Assert.True(Out(last: 1));
        Assert.True(Out(checks: [Check(1, DriftCheck.Good) with { Order = 1 }], last: 2));
        Assert.True(Out(calibrations: [Samples.Plain with { Order = 2 }], last: 2));
        Assert.False(Out(checks: [Check(1, DriftCheck.Good) with { Order = 3 }], last: 3));
    }

    [Fact]
    public void Another_thermometer_is_another_one() =>
        Assert.False(Out(checks: [Check(1, DriftCheck.Blocked) with { Thermometer = "0000000000000002" }]));

    private static bool Out(CalibrationRecord[]? calibrations = null, DriftCheck[]? checks = null, Invalidation[]? invalidations = null, long last = 0) =>
        Standing.Of(It, calibrations ?? [], checks ?? [], invalidations ?? [], last).IsOut;

    private static DriftCheck Check(int day, string result) =>
        new(Day.AddDays(day), It, "c1", Ada, new MeasuredPoint(36.5, 36.3, 36.3, 20, 0.1), 0, result);

    private static CalibrationRecord Measured(int day) => Samples.Plain with { At = Day.AddDays(day), Evidence = Evidence };
}
