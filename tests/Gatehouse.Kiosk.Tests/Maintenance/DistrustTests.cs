using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Kiosk.Tests.Maintenance;

/// <summary>What blocks a gate stays until something newer, and measured, lifts it.</summary>
public sealed class DistrustTests
{
    [Fact]
    public void What_was_done_or_found_since_makes_a_half_done_calibration_void() => CalibrationScene.Play(async scene =>
    {
        scene.Meanwhile[4] = () => throw new IOException("The connection was lost.");
        await Assert.ThrowsAsync<IOException>(scene.CalibrateAsync);
        Assert.Equal(3, scene.State.Session.Load().Measured.Count);
        await scene.Desk.DistrustAsync("cleaned", "Ada");
        scene.Said.Clear();
        Assert.NotNull(await scene.CalibrateAsync());
        Assert.Contains(scene.Said, m => m.Text.Contains("is void", StringComparison.Ordinal));
        Assert.Equal(4, scene.Said.Count(m => m.Event == "ask"));
    });

    [Fact]
    public void What_is_done_while_it_asks_whether_to_accept_does_too() => CalibrationScene.Play(async scene =>
    {
        scene.Meanwhile[4] = () => scene.State.Add(new Invalidation(scene.Time.GetUtcNow(), scene.Desk.Instrument.Calibration.Serial, "c0", "moved", "Ada"));
        Assert.Contains("as it is now", await CalibrationScene.RefusedAsync(scene.CalibrateAsync), StringComparison.Ordinal);
        Assert.Equal("c0", scene.State.InForce().Id);
        Assert.True(Out(scene));
    });

    [Fact]
    public void What_a_lost_calibration_found_out_of_tolerance_stands() => CalibrationScene.Play(async scene =>
    {
        scene.Chip.Fault = Mlx90614Fault.Off;
        scene.Meanwhile[2] = () => throw new IOException("The connection was lost.");
        await Assert.ThrowsAsync<IOException>(scene.CalibrateAsync);
        scene.State.Session.Remove();
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
        Assert.True(Out(scene));
        Assert.Single(scene.Recorded, r => r.Kind == Contract.RecordKind.Checked);
    });

    [Fact]
    public void A_calibration_that_is_refused_lifts_nothing() => CalibrationScene.Play(async scene =>
    {
        await scene.Desk.DistrustAsync("moved", "Ada");
        scene.Meanwhile[3] = () => scene.Chip.Fault = Mlx90614Fault.Off;
        await CalibrationScene.RefusedAsync(scene.CalibrateAsync);
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
        Assert.True(Out(scene));
    });

    [Theory]
    [InlineData("checks.jsonl")]
    [InlineData("last-found.json")]
    public void A_file_that_is_moved_aside_lifts_nothing_and_a_good_check_does(string file) => CalibrationScene.Play(async scene =>
    {
        scene.Chip.Fault = Mlx90614Fault.Off;
        await scene.CheckAsync();
        scene.MoveAside(file);
        Assert.True(Out(scene));
        scene.Chip.Fault = Mlx90614Fault.None;
        await scene.CheckAsync();
        Assert.False(Out(scene));
    });

    [Fact]
    public void The_last_of_the_history_is_in_force_though_its_copy_is_gone() => CalibrationScene.Play(async scene =>
    {
        scene.Chip.Fault = Mlx90614Fault.Off;
        var accepted = await scene.CalibrateAsync();
        scene.MoveAside("calibration.json");
        Assert.Equal(accepted!.Id, scene.State.InForce().Id);
    });

    [Fact]
    public void The_copy_is_in_force_where_the_history_lost_its_last_line() => CalibrationScene.Play(async scene =>
    {
        var accepted = await scene.CalibrateAsync();
        scene.CutLastLine("calibrations.jsonl");
        Assert.Equal(accepted!.Id, scene.State.InForce().Id);
        Assert.True(Out(scene));
        await scene.CheckAsync();
        Assert.False(Out(scene));
    });

    [Fact]
    public void A_copy_from_before_is_not_in_force_where_the_history_begins_anew() => CalibrationScene.Play(async scene =>
    {
        await scene.CalibrateAsync();
        var before = scene.State.Calibration.Load();
        scene.MoveAside("calibrations.jsonl");
        Assert.Equal(before.Id, scene.State.InForce().Id);
        await scene.CheckAsync();
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        var accepted = await scene.CalibrateAsync();
        scene.State.Calibration.Store(before);
        Assert.Equal(accepted!.Id, scene.State.InForce().Id);
    });

    [Fact]
    public void A_correction_that_is_given_up_by_commissioning_anew_blocks_though_the_history_is_gone() => CalibrationScene.Play(async scene =>
    {
        await scene.CalibrateAsync();
        scene.MoveAside("calibrations.jsonl");
        scene.State.Commission(CalibrationRecord.Of("c9", scene.Time.GetUtcNow(), scene.Chip.Identity));
        Assert.Equal(("c9", true), (scene.State.InForce().Id, Out(scene)));
    });

    [Fact]
    public void Another_supply_blocks_what_was_checked_and_not_what_never_was() => CalibrationScene.Play(async scene =>
    {
        var now = CalibrationRecord.Of("c9", scene.Time.GetUtcNow(), scene.Chip.Identity);
        scene.State.Commission(now with { SupplyVolts = 3.1 });
        Assert.False(Out(scene));
        scene.StartAnew();
        await scene.CheckAsync();
        scene.State.Commission(now with { SupplyVolts = 3.1 });
        Assert.False(Out(scene));
        scene.State.Commission(now);
        Assert.True(Out(scene));
    });

    [Fact]
    public void Without_the_note_of_what_was_found_last_nobody_is_believed_until_a_check_is_good() => CalibrationScene.Play(async scene =>
    {
        await scene.CheckAsync();
        scene.Chip.Fault = Mlx90614Fault.Off;
        await scene.CheckAsync();
        scene.CutLastLine("checks.jsonl");
        scene.Damage("last-found.json");
        Assert.True(Out(scene));
        scene.MoveAside("last-found.json");
        Assert.True(Out(scene));
        scene.MoveAside("checks.jsonl");
        Assert.True(Out(scene));

        // What is found nearly out does not take the place of what was lost.
        scene.Chip.Fault = Mlx90614Fault.None;
        scene.Chip.OwnError = 0.25;
        Assert.Equal(DriftCheck.Warned, (await scene.CheckAsync()).Result);
        Assert.True(Out(scene));
        scene.Chip.OwnError = 0;
        await scene.CheckAsync();
        Assert.False(Out(scene));
    });

    [Fact]
    public void To_commission_it_anew_does_not_make_up_for_the_note() => CalibrationScene.Play(async scene =>
    {
        await Task.CompletedTask;
        scene.MoveAside("last-found.json");
        scene.State.Commission(CalibrationRecord.Of("c1", scene.Time.GetUtcNow(), scene.Chip.Identity));
        Assert.True(Out(scene));
    });

    [Fact]
    public void The_copy_that_is_all_that_is_left_is_not_believed() => CalibrationScene.Play(async scene =>
    {
        await scene.CalibrateAsync();
        scene.MoveAside("calibrations.jsonl");
        scene.MoveAside("last-found.json");
        Assert.True(Out(scene));
    });

    [Theory]
    [InlineData(Mlx90614Fault.Noisy)]
    [InlineData(Mlx90614Fault.Off)]
    public void What_is_found_of_a_thermometer_before_it_is_commissioned_is_not_forgotten(Mlx90614Fault fault) => CalibrationScene.Play(async scene =>
    {
        var it = scene.Chip.Identity;
        scene.State.Commission(CalibrationRecord.Of("c8", scene.Time.GetUtcNow(), it with { Serial = it.Serial + 1 }));
        scene.StartAnew();
        scene.Chip.Fault = fault;
        scene.Verdict = "";
        try
        {
            await scene.CalibrateAsync();
        }
        catch (Kiosk.Maintenance.MaintenanceException)
        {
            // Refused; the one that is discarded is told as it is.
        }

        Assert.False(scene.Desk.Instrument.IsOutOfTolerance);
        scene.State.Commission(CalibrationRecord.Of("c9", scene.Time.GetUtcNow(), it));
        Assert.True(Out(scene));
    });

    [Fact]
    public void A_correction_stays_given_up_though_another_thermometer_was_there_meanwhile() => CalibrationScene.Play(async scene =>
    {
        await scene.CalibrateAsync();
        var it = scene.Chip.Identity;
        scene.State.Commission(CalibrationRecord.Of("c8", scene.Time.GetUtcNow(), it with { Serial = it.Serial + 1 }));
        Assert.False(Out(scene));
        scene.State.Commission(CalibrationRecord.Of("c9", scene.Time.GetUtcNow(), it));
        Assert.True(Out(scene));
        scene.StartAnew();
        await scene.CheckAsync();
        Assert.False(Out(scene));
    });

    [Fact]
    public void What_cannot_be_calibrated_is_not_believed_either() => CalibrationScene.Play(async scene =>
    {
        // Each point is less than 0.3 °C off, and the line through them is too steep.
        scene.Chip.OwnErrorSlope = 0.1;
        scene.Chip.OwnError = 0.15;
        var why = await CalibrationScene.RefusedAsync(scene.CalibrateAsync);
        Assert.Contains("is faulty", why, StringComparison.Ordinal);
        Assert.Contains("measures nobody", why, StringComparison.Ordinal);
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
        Assert.True(Out(scene));
    });

    [Fact]
    public void What_is_discarded_proves_nothing_of_another_thermometer() => CalibrationScene.Play(async scene =>
    {
        scene.Chip.Fault = Mlx90614Fault.Off;
        await scene.CheckAsync();
        scene.Chip.Fault = Mlx90614Fault.None;
        scene.Verdict = "";
        scene.Meanwhile[5] = () => scene.Chip.Fault = Mlx90614Fault.Swapped;
        await scene.CalibrateAsync();
        Assert.Contains("proves nothing of it", scene.Said[^1].Text, StringComparison.Ordinal);
        Assert.True(Out(scene));

        scene.Chip.Fault = Mlx90614Fault.None;
        await scene.CalibrateAsync();
        Assert.Contains("measures again", scene.Said[^1].Text, StringComparison.Ordinal);
        Assert.False(Out(scene));
    });

    [Fact]
    public void What_is_found_is_said_though_it_cannot_be_kept_and_blocks_at_the_next_start_too() => CalibrationScene.Play(async scene =>
    {
        await scene.CheckAsync();
        scene.Chip.Fault = Mlx90614Fault.Off;
        scene.RecordFails = true;
        var why = await CalibrationScene.RefusedAsync(scene.CheckAsync);
        Assert.Contains("measures nobody", why, StringComparison.Ordinal);
        Assert.Contains("no space", why, StringComparison.Ordinal);
        Assert.True(scene.Desk.Instrument.IsOutOfTolerance);
        Assert.True(Out(scene));
    });

    private static bool Out(CalibrationScene scene) => scene.State.StandingOf(scene.State.InForce().Serial).IsOut;
}
