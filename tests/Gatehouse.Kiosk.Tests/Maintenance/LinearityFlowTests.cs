using Gatehouse.Contract;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Maintenance;

namespace Gatehouse.Kiosk.Tests.Maintenance;

public sealed class LinearityFlowTests
{
    [Fact]
    public void A_calibrated_thermometer_pulls_neither_way_and_the_evidence_is_kept() => CalibrationScene.Play(async scene =>
    {
        await scene.CalibrateAsync();
        var sweep = await new LinearityFlow(scene.Desk, scene).RunAsync(CalibrationScene.Ada, CancellationToken.None);
        Assert.Equal(21, sweep.Points.Count);
        Assert.Equal((35, 40), (sweep.Points[0].Reference, sweep.Points[^1].Reference));
        Assert.InRange(sweep.Slope, 0.98, 1.02);
        Assert.True(sweep.IsLinear);
        Assert.Equal(sweep.Slope, Assert.Single(scene.State.Sweeps.Load()).Slope);
        var recorded = scene.Recorded[^1];
        Assert.Equal(RecordKind.Swept, recorded.Kind);
        Assert.DoesNotContain("Ada", System.Text.Encoding.UTF8.GetString(recorded.Body.Span), StringComparison.Ordinal);
        Assert.Equal("\"Ada\"", System.Text.Encoding.UTF8.GetString(Assert.Single(recorded.Personal).Value.Span));
        Assert.Contains(scene.Said, m => m.Event == "done" && m.Text.Contains("pulls neither way", StringComparison.Ordinal));
    });

    [Fact]
    public void One_that_is_off_everywhere_by_the_same_pulls_neither_way_and_is_not_fit() => CalibrationScene.Play(async scene =>
    {
        scene.Chip.Fault = Hardware.Simulation.Mlx90614Fault.Off;
        var sweep = await new LinearityFlow(scene.Desk, scene).RunAsync(CalibrationScene.Ada, CancellationToken.None);
        Assert.True(sweep.IsLinear);
        Assert.Equal(DriftCheck.Blocked, Assert.Single(scene.State.Checks.Load()).Result);
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
        Assert.Contains("out of tolerance", Assert.Single(scene.Said, m => m.Event == MaintenanceMessage.Unfit).Text, StringComparison.Ordinal);
    });

    [Fact]
    public void One_that_pulls_readings_measures_nobody_though_each_is_nearly_right() => CalibrationScene.Play(async scene =>
    {
        scene.Chip.OwnError = 0;
        scene.Chip.OwnErrorSlope = -0.08;
        var sweep = await new LinearityFlow(scene.Desk, scene).RunAsync(CalibrationScene.Ada, CancellationToken.None);
        Assert.False(sweep.IsLinear);
        Assert.Equal(Invalidation.NotSound, Assert.Single(scene.State.Invalidations.Load()).Reason);
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
        Assert.Contains("measures nobody", Assert.Single(scene.Said, m => m.Event == MaintenanceMessage.Unfit).Text, StringComparison.Ordinal);
    });

    [Fact]
    public void What_it_found_out_of_tolerance_stands_though_the_connection_was_lost() => CalibrationScene.Play(async scene =>
    {
        scene.Chip.Fault = Hardware.Simulation.Mlx90614Fault.Off;
        scene.Meanwhile[1] = () => throw new IOException("The connection was lost.");
        await Assert.ThrowsAsync<IOException>(() => new LinearityFlow(scene.Desk, scene).RunAsync(CalibrationScene.Ada, CancellationToken.None));
        Assert.Equal(DriftCheck.Blocked, Assert.Single(scene.State.Checks.Load()).Result);
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
    });

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-0.1, 0.9)]
    [InlineData(0.05, 1.05)]
    public void The_slope_is_how_many_degrees_one_degree_shows(double lost, double slope) =>
        Assert.Equal(slope, LinearitySweep.SlopeOf([.. Enumerable.Range(0, 21).Select(i => new SweptPoint(35 + (i * 0.25), 0.3 + (lost * i * 0.25)))]), 9);
}

public sealed class MaintenanceWorkTests
{
    [Theory]
    [InlineData("cleaned")]
    [InlineData("moved")]
    [InlineData("supplyChanged")]
    public void What_a_calibration_does_not_survive_blinds_the_gate_until_it_is_checked(string reason) => CalibrationScene.Play(async scene =>
    {
        await scene.CalibrateAsync();
        await DoAsync(scene, new MaintenanceWish("invalidate", By: "Ada", Reason: reason));
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
        Assert.Equal(reason, Assert.Single(scene.State.Invalidations.Load()).Reason);
        Assert.Equal("fault", scene.Recorded[^1].Kind);
        Assert.Equal(DriftCheck.Good, (await scene.CheckAsync()).Result);
        Assert.False(scene.Desk.Instrument.IsOutOfTolerance);
    });

    [Theory]
    [InlineData("dance", null)]
    [InlineData("calibrate", null)]
    [InlineData("check", null)]
    [InlineData("invalidate", "painted")]
    [InlineData("rollBack", "none")]
    [InlineData("discard", null)]
    public void What_cannot_be_done_is_said(string what, string? reason) => CalibrationScene.Play(async scene =>
    {
        var why = await CalibrationScene.RefusedAsync(() => DoAsync(scene, new MaintenanceWish(what, Calibration: "none", By: "Ada", Reason: reason)));
        Assert.EndsWith(".", why, StringComparison.Ordinal);
    });

    [Fact]
    public void An_earlier_calibration_of_this_thermometer_can_be_put_in_force_again() => CalibrationScene.Play(async scene =>
    {
        var first = (await scene.CalibrateAsync())!;
        scene.Chip.Fault = Hardware.Simulation.Mlx90614Fault.Off;
        await scene.CalibrateAsync();
        await DoAsync(scene, new MaintenanceWish("rollBack", Calibration: first.Id, By: "Ben", Reason: "wrong black body"));
        var now = scene.State.Calibration.Load();
        Assert.Equal((first.Id, first.Correction), (now.RollsBackTo, now.Correction));
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
        Assert.Equal(4, scene.State.Calibrations.Load().Count);

        // It proves nothing: what was found before still stands.
        Assert.Equal(DriftCheck.Blocked, (await scene.CheckAsync()).Result);
        await DoAsync(scene, new MaintenanceWish("rollBack", Calibration: "c0", By: "Ben", Reason: "a queue at the gate"));
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
        await DoAsync(scene, new MaintenanceWish("rollBack", Calibration: first.Id, By: "Ben", Reason: "back"));
        Assert.Contains("in force already", await CalibrationScene.RefusedAsync(() => DoAsync(scene, new MaintenanceWish("rollBack", Calibration: first.Id, By: "Ben", Reason: "again"))), StringComparison.Ordinal);
    });

    private static Task DoAsync(CalibrationScene scene, MaintenanceWish wish) => MaintenanceWork.DoAsync(wish, scene.Desk, scene, CancellationToken.None);
}
