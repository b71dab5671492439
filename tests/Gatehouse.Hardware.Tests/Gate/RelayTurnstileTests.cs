using System.Device.Gpio;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Gate;

public sealed class RelayTurnstileTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Energises_at_once_and_for_300_ms()
    {
        using var panel = new Panel(_time);
        Assert.False(panel.Chip.IsHigh(Panel.ReleaseIn));
        panel.Turnstile.Release(Direction.In);
        Assert.True(panel.Chip.IsHigh(Panel.ReleaseIn));
        _time.Advance(TimeSpan.FromMilliseconds(299));
        Assert.True(panel.Chip.IsHigh(Panel.ReleaseIn));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(panel.Chip.IsHigh(Panel.ReleaseIn));
    }

    [Fact]
    public void A_feedback_contact_that_is_open_at_rest_is_told()
    {
        using var panel = new Panel(_time);
        Assert.Null(panel.Turnstile.Problem());
        panel.Chip.Set(Panel.TurnedOut, high: true);
        Assert.Contains("feedback contact of the way out on line 6 is open", panel.Turnstile.Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_relay_that_nobody_energised_is_told_and_one_that_somebody_did_is_not()
    {
        using var panel = new Panel(_time);
        panel.Turnstile.Release(Direction.In);
        Assert.Null(panel.Turnstile.Problem());
        _time.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Null(panel.Turnstile.Problem());
        panel.Chip.SetRaised(Panel.ReleaseIn, true);
        Assert.Contains("relay of the way in is energised", panel.Turnstile.Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pulse_is_whole_though_its_thread_was_held_up_while_it_began()
    {
        using var panel = new Panel(_time);
        var heldUp = false;
        panel.Chip.Changed += (_, _) =>
        {
            if (!heldUp)
            {
                heldUp = true;
                _time.Advance(TimeSpan.FromMilliseconds(200));
            }
        };
        panel.Turnstile.Release(Direction.In);
        _time.Advance(TimeSpan.FromMilliseconds(299));
        Assert.True(panel.Chip.IsHigh(Panel.ReleaseIn));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(panel.Chip.IsHigh(Panel.ReleaseIn));
    }

    [Fact]
    public void A_second_release_prolongs_the_pulse()
    {
        using var panel = new Panel(_time);
        panel.Turnstile.Release(Direction.In);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        panel.Turnstile.Release(Direction.In);
        _time.Advance(TimeSpan.FromMilliseconds(299));
        Assert.True(panel.Chip.IsHigh(Panel.ReleaseIn));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(panel.Chip.IsHigh(Panel.ReleaseIn));
    }

    [Fact]
    public void A_pulse_prolonged_while_its_end_was_under_way_is_not_cut_short()
    {
        var time = new HeldTime();
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        using var turnstile = new RelayTurnstile(gpio, new RelayTurnstileOptions { ReleaseIn = Panel.ReleaseIn }, time);
        turnstile.Release(Direction.In);
        var underWay = time.Due;
        turnstile.Release(Direction.In);
        underWay();
        Assert.True(chip.IsHigh(Panel.ReleaseIn));
        time.Due();
        Assert.False(chip.IsHigh(Panel.ReleaseIn));
    }

    [Fact]
    public void Disposing_lets_the_relay_fall()
    {
        using var panel = new Panel(_time);
        panel.Turnstile.Release(Direction.In);
        panel.Turnstile.Dispose();

        Assert.False(panel.Chip.IsHigh(Panel.ReleaseIn));
        Assert.Throws<ObjectDisposedException>(() => panel.Turnstile.Release(Direction.In));
    }

    [Fact]
    public void Refuses_a_way_it_has_no_relay_for()
    {
        using var panel = new Panel(_time);

        Assert.Contains("no relay for Out", Assert.Throws<InvalidOperationException>(
            () => panel.Turnstile.Release(Direction.Out)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(99)]
    [InlineData(2001)]
    public void Refuses_a_pulse_no_turnstile_takes(int milliseconds)
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        var options = new RelayTurnstileOptions { ReleaseIn = 17, Pulse = TimeSpan.FromMilliseconds(milliseconds) };

        Assert.Throws<ArgumentOutOfRangeException>(() => new RelayTurnstile(gpio, options, _time));
    }

    [Fact]
    public void Reports_the_way_the_arm_turned() => Panel.With(async panel =>
    {
        await panel.MoveAsync(Panel.TurnedIn, 200, 300);
        await panel.MoveAsync(Panel.TurnedOut, 200, 300);
        await panel.MoveAsync(Panel.TurnedIn, 200, 300);

        Assert.Equal([Direction.In, Direction.Out, Direction.In], panel.Turns);
    });
}
