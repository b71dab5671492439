using Gatehouse.Hardware.Gate;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Simulation.Tests;

public sealed class SimulatedTurnstileTests
{
    [Fact]
    public void Is_locked_without_a_pulse() => Stage.Play(async time =>
    {
        using var gate = new SimulatedGate(time, seed: 1);

        Assert.False(gate.Turnstile.IsReleased(Direction.In));
        Assert.False(await gate.Turnstile.PushAsync(Direction.In, TestContext.Current.CancellationToken));
        Assert.False(gate.Chip.IsHigh(gate.Wiring.TurnedIn));
    });

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    public void Takes_a_pulse_of_100_ms(int milliseconds, bool released)
    {
        var time = new FakeTimeProvider();
        using var gate = new SimulatedGate(time, seed: 1);
        Pulse(gate, time, milliseconds);
        time.Advance(TimeSpan.FromMilliseconds(10));

        Assert.Equal(released, gate.Turnstile.IsReleased(Direction.In));
        Assert.False(gate.Turnstile.IsReleased(Direction.Out));
    }

    [Fact]
    public void Waits_five_seconds_for_the_person()
    {
        var time = new FakeTimeProvider();
        using var gate = new SimulatedGate(time, seed: 1);
        Pulse(gate, time, 300);
        time.Advance(TimeSpan.FromSeconds(4.79));
        Assert.True(gate.Turnstile.IsReleased(Direction.In));
        time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.False(gate.Turnstile.IsReleased(Direction.In));
    }

    [Fact]
    public void Lets_one_person_through_for_a_pulse() => Stage.Play(async time =>
    {
        using var gate = new SimulatedGate(time, seed: 1);
        gate.Chip.Set(gate.Wiring.ReleaseIn, high: true);

        Assert.True(await gate.Turnstile.PushAsync(Direction.In, TestContext.Current.CancellationToken));
        Assert.False(await gate.Turnstile.PushAsync(Direction.In, TestContext.Current.CancellationToken));
    });

    [Fact]
    public void An_open_fire_loop_frees_both_ways() => Stage.Play(async time =>
    {
        using var gate = new SimulatedGate(time, seed: 1);
        gate.FireLoopOpen = true;

        Assert.True(await gate.Turnstile.PushAsync(Direction.In, TestContext.Current.CancellationToken));
        Assert.True(await gate.Turnstile.PushAsync(Direction.Out, TestContext.Current.CancellationToken));
        gate.FireLoopOpen = false;
        Assert.False(await gate.Turnstile.PushAsync(Direction.Out, TestContext.Current.CancellationToken));
    });

    [Fact]
    public void Closes_its_contact_however_soon_its_time_is_over()
    {
        using var gate = new SimulatedGate(new HastyTime(), seed: 1);
        gate.Turnstile.Force(Direction.In);

        Assert.False(gate.Chip.IsHigh(gate.Wiring.TurnedIn));
    }

    private static void Pulse(SimulatedGate gate, FakeTimeProvider time, int milliseconds)
    {
        gate.Chip.Set(gate.Wiring.ReleaseIn, high: true);
        time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        gate.Chip.Set(gate.Wiring.ReleaseIn, high: false);
    }

    /// <summary>A time whose timers are due at once, as they are to a thread that goes on late.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new HastyTimer(callback, state);
    }

    private sealed class HastyTimer(TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime >= TimeSpan.Zero)
            {
                callback(state);
            }

            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
