using System.Device.Gpio;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Hardware.Tests.Gate;

/// <summary>A turnstile that is told by a level, which lasts until the person has passed.</summary>
public sealed class HeldTurnstileTests
{
    [Fact]
    public void The_relay_is_held_until_the_arm_turns() => Panel.With(
        async panel =>
        {
            panel.Turnstile.Release(Direction.In);
            await panel.PassAsync(2500);
            Assert.True(panel.Chip.IsHigh(Panel.ReleaseIn));
            await panel.MoveAsync(Panel.TurnedIn, 30);
            Assert.False(panel.Chip.IsHigh(Panel.ReleaseIn));
            Assert.Equal([Direction.In], panel.Turns);
        },
        mode: ReleaseMode.Level);

    [Fact]
    public void The_relay_is_held_no_longer_than_five_seconds_for_somebody_who_does_not_come() => Panel.With(
        async panel =>
        {
            panel.Turnstile.Release(Direction.In);
            await panel.PassAsync(4990);
            Assert.True(panel.Chip.IsHigh(Panel.ReleaseIn));
            await panel.PassAsync(20);
            Assert.False(panel.Chip.IsHigh(Panel.ReleaseIn));
        },
        mode: ReleaseMode.Level);

    [Fact]
    public void A_turn_ends_its_own_release_and_not_the_next() => Panel.With(
        async panel =>
        {
            panel.Turnstile.Release(Direction.In);
            await panel.MoveAsync(Panel.TurnedIn, 100, 100);
            panel.Turnstile.Release(Direction.In);
            await panel.PassAsync(4900);
            Assert.True(panel.Chip.IsHigh(Panel.ReleaseIn));
        },
        mode: ReleaseMode.Level);

    [Fact]
    public void Refuses_to_hold_a_relay_whose_turn_nobody_would_tell() => Stage.Play(time =>
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        Assert.Throws<ArgumentException>(
            () => new RelayTurnstile(gpio, new RelayTurnstileOptions { ReleaseIn = 17, Mode = ReleaseMode.Level }, time));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new RelayTurnstile(gpio, new RelayTurnstileOptions { ReleaseIn = 17, Hold = TimeSpan.FromSeconds(7) }, time));
        return Task.CompletedTask;
    });
}
