using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Kiosk.Tests.Maintenance;

public sealed class DriftCheckFlowTests
{
    [Fact]
    public void A_calibrated_thermometer_is_good() => CalibrationScene.Play(async scene =>
    {
        await scene.CalibrateAsync();
        var check = await scene.CheckAsync();
        Assert.Equal(DriftCheck.Good, check.Result);
        Assert.Equal(scene.State.Checks.Load(), [check]);
        Assert.Equal(RecordKind.Checked, scene.Recorded[^1].Kind);
        Assert.False(scene.Desk.Instrument.IsOutOfTolerance);
    });

    [Fact]
    public void One_that_has_drifted_out_of_tolerance_measures_nobody_until_it_is_calibrated() => CalibrationScene.Play(async scene =>
    {
        await scene.CalibrateAsync();
        scene.Chip.Fault = Mlx90614Fault.Off;
        Assert.Equal(DriftCheck.Blocked, (await scene.CheckAsync()).Result);
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
        await scene.CalibrateAsync();
        Assert.False(scene.Desk.Instrument.IsOutOfTolerance);
    });

    [Theory]
    [InlineData(0.19, DriftCheck.Good)]
    [InlineData(-0.21, DriftCheck.Warned)]
    [InlineData(0.3, DriftCheck.Blocked)]
    [InlineData(-0.5, DriftCheck.Blocked)]
    public void What_a_deviation_means_is_the_policys(double off, string result) =>
        Assert.Equal(result, DriftCheck.ResultOf(off, new CalibrationRules()));

    [Fact]
    public void A_check_that_does_not_come_to_rest_is_none() => CalibrationScene.Play(async scene =>
    {
        scene.Chip.Fault = Mlx90614Fault.Drifting;
        Assert.Contains("do not come to rest", await CalibrationScene.RefusedAsync(scene.CheckAsync), StringComparison.Ordinal);
        Assert.Empty(scene.State.Checks.Load());

        // Nobody is measured by one that is not steady.
        Assert.Equal(Invalidation.NotSound, Assert.Single(scene.State.Invalidations.Load()).Reason);
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
    });

    [Fact]
    public void A_check_that_cannot_be_kept_lifts_no_block() => CalibrationScene.Play(async scene =>
    {
        scene.Chip.Fault = Mlx90614Fault.Off;
        await scene.CheckAsync();
        scene.Chip.Fault = Mlx90614Fault.None;
        scene.DamageChecks();
        Assert.Contains("good. Not all of that could be kept", await CalibrationScene.RefusedAsync(scene.CheckAsync), StringComparison.Ordinal);
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
    });

    [Fact]
    public void A_frozen_thermometer_is_no_good_one() => CalibrationScene.Play(async scene =>
    {
        await scene.ErrorAtAsync(36.5);
        scene.Chip.Fault = Mlx90614Fault.Frozen;
        Assert.Contains("do not come to rest", await CalibrationScene.RefusedAsync(scene.CheckAsync), StringComparison.Ordinal);
        Assert.Empty(scene.State.Checks.Load());
    });

    [Fact]
    public void There_is_nothing_to_check_in_another_thermometer() => CalibrationScene.Play(async scene =>
    {
        scene.Chip.Fault = Mlx90614Fault.Swapped;
        Assert.Contains("not the thermometer of the calibration", await CalibrationScene.RefusedAsync(scene.CheckAsync), StringComparison.Ordinal);
    });
}
