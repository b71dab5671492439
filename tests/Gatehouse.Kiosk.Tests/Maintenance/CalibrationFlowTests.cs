using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Kiosk.Tests.Maintenance;

public sealed class CalibrationFlowTests
{
    [Fact]
    public void A_thermometer_that_is_off_by_four_tenths_is_right_afterwards_and_everybody_can_see_why() => CalibrationScene.Play(async scene =>
    {
        scene.Chip.Fault = Mlx90614Fault.Off;
        Assert.InRange(await scene.ErrorAtAsync(36.5), 0.2, 0.6);

        var calibration = await scene.CalibrateAsync();

        Assert.InRange(await scene.ErrorAtAsync(34), -0.1, 0.1);
        Assert.InRange(await scene.ErrorAtAsync(36.5), -0.1, 0.1);
        Assert.InRange(await scene.ErrorAtAsync(39), -0.1, 0.1);
        var evidence = calibration!.Evidence!;
        Assert.Equal(("Ada", "bb-1", CalibrationScene.Yes, 2), (evidence.Operator, evidence.Reference.Serial, evidence.Reason, evidence.Points.Count));
        Assert.All(evidence.Points.Append(evidence.Verification), p => Assert.InRange(p.AsFound, 0.2, 0.6));
        Assert.All(evidence.Points.Append(evidence.Verification), p => Assert.InRange(p.AsLeft, -0.1, 0.1));
        Assert.InRange(calibration.Correction!.Uncertainty, 0.05, 0.12);
        Assert.Contains(scene.Said, m => m.Event == "outOfTolerance" && m.Text.Contains("lookback", StringComparison.Ordinal));
    });

    [Fact]
    public void What_is_accepted_is_in_its_history_on_disk_in_the_instrument_and_in_the_journal() => CalibrationScene.Play(async scene =>
    {
        var calibration = await scene.CalibrateAsync();

        Assert.Equal(["c0", calibration!.Id], scene.State.Calibrations.Load().Select(c => c.Id));
        Assert.Equal(calibration.Id, scene.State.Calibration.Load().Id);
        Assert.Equal(calibration.Id, scene.Desk.Instrument.Calibration.Id);
        Assert.Equal(RecordKind.Calibrated, Assert.Single(scene.Recorded).Kind);
        Assert.False(scene.State.Session.Exists);
    });

    [Fact]
    public void What_is_discarded_changes_nothing() => CalibrationScene.Play(async scene =>
    {
        scene.Verdict = " ";
        Assert.Null(await scene.CalibrateAsync());
        Unchanged(scene);
    });

    // That it was off is known now, whatever becomes of the correction.
    [Fact]
    public void What_was_found_out_of_tolerance_blocks_the_gate_though_the_correction_is_discarded() => CalibrationScene.Play(async scene =>
    {
        scene.Chip.Fault = Mlx90614Fault.Off;
        scene.Verdict = "";
        Assert.Null(await scene.CalibrateAsync());
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
        Assert.Equal([.. Enumerable.Repeat(DriftCheck.Blocked, 4)], scene.State.Checks.Load().Select(c => c.Result));
        scene.Verdict = CalibrationScene.Yes;
        await scene.CalibrateAsync();
        Assert.False(scene.Desk.Instrument.IsOutOfTolerance);
    });

    [Fact]
    public void A_thermometer_that_is_not_sound_or_needs_more_than_may_be_corrected_measures_nobody() => CalibrationScene.Play(async scene =>
    {
        scene.Chip.Fault = Mlx90614Fault.Noisy;
        await CalibrationScene.RefusedAsync(scene.CalibrateAsync);
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
        scene.Chip.Fault = Mlx90614Fault.None;
        Assert.Equal(DriftCheck.Good, (await scene.CheckAsync()).Result);
        Assert.False(scene.Desk.Instrument.IsOutOfTolerance);
        scene.Chip.SupplyVolts = 5.0;
        await CalibrationScene.RefusedAsync(scene.CalibrateAsync);
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
    });

    [Fact]
    public void A_noisy_thermometer_fails_the_repeatability_test() => CalibrationScene.Play(async scene =>
    {
        scene.Chip.Fault = Mlx90614Fault.Noisy;
        Assert.Contains("scatters more than its datasheet allows", await CalibrationScene.RefusedAsync(scene.CalibrateAsync), StringComparison.Ordinal);
        Unchanged(scene);
    });

    [Fact]
    public void A_frozen_thermometer_does_too() => CalibrationScene.Play(async scene =>
    {
        await scene.ErrorAtAsync(33);
        scene.Chip.Fault = Mlx90614Fault.Frozen;
        Assert.Contains("frozen", await CalibrationScene.RefusedAsync(scene.CalibrateAsync), StringComparison.Ordinal);
        Unchanged(scene);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_thermometer_that_drifts_during_the_points_does_not_come_to_rest(int question) => CalibrationScene.Play(async scene =>
    {
        scene.Meanwhile[question] = () => scene.Chip.Fault = Mlx90614Fault.Drifting;
        var why = await CalibrationScene.RefusedAsync(scene.CalibrateAsync);
        Assert.Contains("do not come to rest", why, StringComparison.Ordinal);
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
        Unchanged(scene);
    });

    [Fact]
    public void A_thermometer_that_jumped_between_the_points_does_not_verify() => CalibrationScene.Play(async scene =>
    {
        scene.Meanwhile[3] = () => scene.Chip.Fault = Mlx90614Fault.Off;
        Assert.Contains("are left where", await CalibrationScene.RefusedAsync(scene.CalibrateAsync), StringComparison.Ordinal);
        Unchanged(scene);
    });

    [Fact]
    public void A_thermometer_that_was_swapped_before_is_calibrated_from_its_datasheet() => CalibrationScene.Play(async scene =>
    {
        await scene.CalibrateAsync();
        scene.Chip.Fault = Mlx90614Fault.Swapped;
        var calibration = await scene.CalibrateAsync();
        Assert.Contains(scene.Said, m => m.Text.Contains("its calibration is void", StringComparison.Ordinal));
        Assert.NotEqual(scene.State.Calibrations.Load()[0].Serial, calibration!.Serial);

        // As found without the other's correction, which brings the same error back.
        Assert.Equal(calibration.Evidence!.Points[0].AsFound, calibration.Evidence.Points[0].Uncorrected - calibration.Evidence.Points[0].Shown, 9);
    });

    [Fact]
    public void A_thermometer_that_is_swapped_meanwhile_is_not_accepted() => CalibrationScene.Play(async scene =>
    {
        scene.Meanwhile[4] = () => scene.Chip.Fault = Mlx90614Fault.Swapped;
        Assert.Contains("exchanged meanwhile", await CalibrationScene.RefusedAsync(scene.CalibrateAsync), StringComparison.Ordinal);
        Unchanged(scene);
    });

    [Fact]
    public void A_thermometer_that_fails_meanwhile_says_so_and_goes_on_where_it_was() => CalibrationScene.Play(async scene =>
    {
        scene.Meanwhile[2] = () => scene.Chip.Fault = Mlx90614Fault.NoAcknowledge;
        Assert.Contains("failed meanwhile", await CalibrationScene.RefusedAsync(scene.CalibrateAsync), StringComparison.Ordinal);
        scene.Chip.Fault = Mlx90614Fault.None;
        Assert.NotNull(await scene.CalibrateAsync());
    });

    [Fact]
    public void It_goes_on_where_a_lost_connection_or_a_new_start_left_it() => CalibrationScene.Play(async scene =>
    {
        scene.Meanwhile[3] = () => throw new IOException("The connection was lost.");
        await Assert.ThrowsAsync<IOException>(scene.CalibrateAsync);
        Assert.Equal(2, scene.State.Session.Load().Measured.Count);
        scene.Said.Clear();
        scene.StartAnew();

        Assert.NotNull(await scene.CalibrateAsync());

        Assert.Equal(["confirm", "ask", "accept"], scene.Said.Select(m => m.Event).Where(e => e is "confirm" or "ask" or "accept"));
        Assert.Contains("2 of 3 points", scene.Said[0].Text, StringComparison.Ordinal);
    });

    [Fact]
    public void It_goes_on_where_it_was_lost_before_anything_was_measured() => CalibrationScene.Play(async scene =>
    {
        scene.Meanwhile[0] = () => throw new IOException("The connection was lost.");
        await Assert.ThrowsAsync<IOException>(scene.CalibrateAsync);
        scene.StartAnew();
        Assert.NotNull(await scene.CalibrateAsync());
        Assert.Contains(scene.Said, m => m.Event == "confirm" && m.Text.Contains("0 of 3 points", StringComparison.Ordinal));
    });

    [Fact]
    public void A_reason_that_is_too_long_is_asked_for_again() => CalibrationScene.Play(async scene =>
    {
        scene.Verdict = new string('x', 129);
        scene.Meanwhile[5] = () => scene.Verdict = CalibrationScene.Yes;
        Assert.Equal(CalibrationScene.Yes, (await scene.CalibrateAsync())!.Evidence!.Reason);
        Assert.Contains(scene.Said, m => m.Text.Contains("more than 128 characters", StringComparison.Ordinal));
    });

    [Fact]
    public void What_somebody_else_has_half_done_is_not_put_away_unasked() => CalibrationScene.Play(async scene =>
    {
        scene.Meanwhile[3] = () => throw new IOException("The connection was lost.");
        await Assert.ThrowsAsync<IOException>(scene.CalibrateAsync);
        var flow = new Kiosk.Maintenance.CalibrationFlow(scene.Desk, scene);
        var why = await CalibrationScene.RefusedAsync(() => flow.RunAsync(CalibrationScene.Ada with { Operator = "Ben" }, CancellationToken.None));
        Assert.Contains("by Ada", why, StringComparison.Ordinal);
        Assert.Equal(2, scene.State.Session.Load().Measured.Count);
        Assert.NotNull(await scene.CalibrateAsync());
    });

    [Fact]
    public void A_faulty_thermometer_that_was_put_in_says_nothing_of_the_one_before_it() => CalibrationScene.Play(async scene =>
    {
        scene.Chip.Fault = Mlx90614Fault.Swapped;
        scene.Chip.SupplyVolts = 5.0;
        Assert.Contains("more than may be corrected", await CalibrationScene.RefusedAsync(scene.CalibrateAsync), StringComparison.Ordinal);
        Assert.All(scene.State.Checks.Load(), check => Assert.NotEqual(scene.Desk.Instrument.Calibration.Serial, check.Thermometer));
        Assert.False(scene.State.StandingOf(scene.Desk.Instrument.Calibration.Serial).IsOut);
        Assert.False(scene.Desk.Instrument.IsOutOfTolerance);
    });

    [Fact]
    public void What_was_left_by_another_thermometer_begins_anew() => CalibrationScene.Play(async scene =>
    {
        scene.Meanwhile[3] = () => throw new IOException("The connection was lost.");
        await Assert.ThrowsAsync<IOException>(scene.CalibrateAsync);
        scene.Chip.Fault = Mlx90614Fault.Swapped;
        scene.Said.Clear();
        Assert.NotNull(await scene.CalibrateAsync());
        Assert.DoesNotContain(scene.Said, m => m.Event == "confirm");
    });

    [Fact]
    public void More_than_may_be_corrected_is_a_faulty_thermometer() => CalibrationScene.Play(async scene =>
    {
        // 2 V too many read 1.2 °C too much.
        scene.Chip.SupplyVolts = 5.0;
        Assert.Contains("more than may be corrected", await CalibrationScene.RefusedAsync(scene.CalibrateAsync), StringComparison.Ordinal);
        Unchanged(scene);
    });

    [Fact]
    public void It_warms_up_before_and_says_how_long() => CalibrationScene.Play(async scene =>
    {
        var began = scene.Time.GetUtcNow();
        await scene.CalibrateAsync();
        Assert.True(scene.Time.GetUtcNow() - began > TimeSpan.FromMinutes(30));
        Assert.Equal(1800, scene.Said.First(m => m.Event == "wait").Numbers!["seconds"]);
    });

    [Theory]
    [InlineData("", "2030-01-01", 0.98, 0.1, "Name who does it")]
    [InlineData("Ada", "2000-01-01", 0.98, 0.1, "expired on 2000-01-01")]
    [InlineData("Ada", "2030-01-01", 0.5, 0.1, "emissivity is 0.5")]
    [InlineData("Ada", "2030-01-01", 0.98, 0.5, "uncertainty is 0.5 °C")]
    public void Against_a_reference_that_proves_nothing_it_is_not_begun(string by, string expires, double emissivity, double uncertainty, string why) =>
        CalibrationScene.Play(async scene =>
        {
            scene.Time.SetUtcNow(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
            var request = new CalibrationRequest(by, new ReferenceInstrument("Black body", "bb-1", DateOnly.ParseExact(expires, "yyyy-MM-dd", null), emissivity, uncertainty), 10);
            var flow = new Kiosk.Maintenance.CalibrationFlow(scene.Desk, scene);
            Assert.Contains(why, await CalibrationScene.RefusedAsync(() => flow.RunAsync(request, CancellationToken.None)), StringComparison.Ordinal);
            Assert.Empty(scene.Said);
        });

    [Fact]
    public void Calibrated_it_keeps_the_slope_of_the_truth_from_35_to_40_degrees() => CalibrationScene.Play(async scene =>
    {
        await scene.CalibrateAsync();
        var steps = Enumerable.Range(0, 21).Select(i => 35 + (i * 0.25)).ToArray();
        var read = new double[steps.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            read[i] = steps[i] + await scene.ErrorAtAsync(steps[i]);
        }

        var (x, y) = (steps.Average(), read.Average());
        var slope = steps.Zip(read, (s, r) => (s - x) * (r - y)).Sum() / steps.Sum(s => (s - x) * (s - x));
        Assert.InRange(slope, 0.98, 1.02);
    });

    private static void Unchanged(CalibrationScene scene)
    {
        Assert.Equal("c0", Assert.Single(scene.State.Calibrations.Load()).Id);
        Assert.Equal("c0", scene.State.Calibration.Load().Id);
        Assert.Equal("c0", scene.Desk.Instrument.Calibration.Id);
        Assert.DoesNotContain(scene.Recorded, r => r.Kind == RecordKind.Calibrated);
    }
}
