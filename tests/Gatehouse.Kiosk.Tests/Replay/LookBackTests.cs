using Gatehouse.Contract;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Replay;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Kiosk.Tests.Replay;

public sealed class LookBackTests : IDisposable
{
    private static readonly DateTimeOffset Began = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private KioskSnapshots State => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_finding_concerns_those_since_the_last_good_look_before_it()
    {
        State.PutInForce(new Policy { Revision = "p1", Limit = 36 });
        State.PutInForce(CalibrationRecord.Of("c1", Began, default));
        Assert.Empty(LookBack.Of(State));
        Check(days: 1, 0.05);
        Check(days: 2, 0.4);
        Check(days: 3, 0.25);
        Check(days: 4, -0.35);

        Assert.Equal(
            [((DateTimeOffset?)Began.AddDays(1), Began.AddDays(2), (double?)0.4), (Began.AddDays(3), Began.AddDays(4), -0.35)],
            LookBack.Of(State).Select(f => (f.Since, f.Until, f.AsFound)));
    }

    [Fact]
    public void To_commission_the_same_thermometer_again_proves_nothing_of_it()
    {
        State.PutInForce(new Policy { Revision = "p1", Limit = 36 });
        State.PutInForce(CalibrationRecord.Of("c1", Began, default));
        Check(days: 1, 0.05);
        State.PutInForce(CalibrationRecord.Of("c2", Began.AddDays(2), default));
        Check(days: 3, 0.4);
        Assert.Equal(Began.AddDays(1), Assert.Single(LookBack.Of(State)).Since);
    }

    [Fact]
    public void A_clock_that_ran_backwards_has_everybody_looked_at()
    {
        State.PutInForce(new Policy { Revision = "p1", Limit = 36 });
        State.PutInForce(CalibrationRecord.Of("c1", Began, default));
        Check(days: 5, 0.05);
        Check(days: 2, 0.4);
        Assert.Null(Assert.Single(LookBack.Of(State)).Since);
    }

    [Fact]
    public void What_was_read_then_is_corrected_by_what_was_found()
    {
        State.PutInForce(new Policy { Revision = "p1", Limit = 36 });
        var then = CalibrationRecord.Of("c1", Began, default);
        State.PutInForce(then);
        Check(days: 1, 0.4);
        Assert.Equal(-0.4, Assert.Single(LookBack.Of(State)).Corrected(then).Correction!.Offset, 9);
    }

    [Fact]
    public void Checks_that_found_it_out_one_after_the_other_are_one_finding_with_the_worst_of_them()
    {
        State.PutInForce(new Policy { Revision = "p1", Limit = 36 });
        State.PutInForce(CalibrationRecord.Of("c1", Began, default));
        Check(days: 1, 0.35);
        Check(days: 2, 0.6);
        Check(days: 3, 0.4);
        var found = Assert.Single(LookBack.Of(State));
        Assert.Equal(((DateTimeOffset?)Began, Began.AddDays(3), (double?)0.6), (found.Since, found.Until, found.AsFound));
    }

    // Under c1 it read 0.4 too much; of what was corrected by 0.4 since, nothing is wrong.
    [Fact]
    public void What_was_read_under_another_calibration_is_not_corrected_by_as_much()
    {
        State.PutInForce(new Policy { Revision = "p1", Limit = 36 });
        State.PutInForce(CalibrationRecord.Of("c1", Began, default));
        var right = CalibrationRecord.Of("c2", Began, default) with { Correction = new Correction(1, -0.4, 0.1) };
        Check(days: 1, 0.4);
        var found = Assert.Single(LookBack.Of(State));
        Assert.Equal(-0.4, found.Corrected(right).Correction!.Offset, 9);
        Assert.Equal(right, found.Corrected(right with { Serial = "0000000000000002" }) with { Serial = right.Serial });
    }

    [Theory]
    [InlineData("moved", 1)]
    [InlineData(Invalidation.NotSound, 1)]
    [InlineData(Invalidation.Commissioned, 0)]
    public void What_was_said_of_it_or_found_unsound_concerns_whoever_passed_though_nobody_knows_by_how_much(string reason, int findings)
    {
        State.PutInForce(new Policy { Revision = "p1", Limit = 36 });
        State.PutInForce(CalibrationRecord.Of("c1", Began, default));
        Check(days: 1, 0.05);
        State.Add(new Invalidation(Began.AddDays(2), "0000000000000000", "c1", reason, "Ada"));
        Assert.Equal(
            Enumerable.Repeat(((DateTimeOffset?)Began.AddDays(1), Began.AddDays(2), (double?)null, (string?)reason), findings),
            LookBack.Of(State).Select(f => (f.Since, f.Until, f.AsFound, f.Reason)));
    }

    [Fact]
    public void One_that_was_never_in_force_before_it_was_calibrated_concerns_nobody()
    {
        State.PutInForce(new Policy { Revision = "p1", Limit = 36 });
        State.PutInForce(CalibrationRecord.Of("c1", Began, default));
        var evidence = new CalibrationEvidence(
            new ReferenceInstrument("bb", "1", new DateOnly(2099, 1, 1), 0.98, 0.1), "Ada", "new", 23, 10, new Repeatability(20, 0.1, 0.4, 0.15), [],
            new CalibrationPoint(36.5, 36.4, 36.9, 0.5, 0, 40, 0.1), new DateOnly(2027, 3, 1));
        State.PutInForce(CalibrationRecord.Of("c2", Began.AddDays(1), new Hardware.Temperature.ThermometerIdentity(7, 0xFFFF, 0, 0)) with { Correction = new Correction(1, -0.5, 0.1), Evidence = evidence });
        Assert.Empty(LookBack.Of(State));
    }

    private void Check(int days, double asFound) => State.Add(new DriftCheck(
        Began.AddDays(days),
        "0000000000000000",
        "c1",
        new CalibrationRequest("Ada", new ReferenceInstrument("bb", "1", new DateOnly(2099, 1, 1), 0.98, 0.1), 10),
        new MeasuredPoint(36.5, 36.4, 36.4 + asFound, 40, 0.1),
        asFound,
        DriftCheck.ResultOf(asFound, new CalibrationRules())));
}
