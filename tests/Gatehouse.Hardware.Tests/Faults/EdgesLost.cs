using System.Device.Gpio;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Tests.Gate;

namespace Gatehouse.Hardware.Tests.Faults;

/// <summary>The kernel tells of no edge: what is looked at is seen all the same.</summary>
public sealed class EdgesLost
{
    [Fact]
    public void A_turn_is_counted_once() => Panel.With(async panel =>
    {
        panel.Chip.LosesEdges = true;
        await panel.MoveAsync(Panel.TurnedIn, 200, 200);

        Assert.Equal([Direction.In], panel.Turns);
    });

    [Fact]
    public void A_fire_loop_that_opens_and_closes_is_seen() => Stage.Play(async time =>
    {
        using var chip = new SimulatedGpioChip { LosesEdges = true };
        using var gpio = new GpioController(chip);
        using var stop = new CancellationTokenSource();
        chip.Set(12, high: false);
        chip.Set(13, high: false);
        var seen = new List<GateInputChange>();
        var reading = ReadAsync(new ContactGateInputs(gpio, new ContactLines(12, 13), time), seen, stop.Token);
        chip.Set(12, high: true);
        await Task.Delay(TimeSpan.FromMilliseconds(200), time);
        chip.Set(12, high: false);
        await Task.Delay(TimeSpan.FromMilliseconds(200), time);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        Assert.Equal([new(GateInput.FireLoop, true), new(GateInput.FireLoop, false)], seen);
    });

    private static async Task ReadAsync(GateInputs inputs, List<GateInputChange> seen, CancellationToken cancellationToken)
    {
        await foreach (var change in inputs.ReadAsync(cancellationToken))
        {
            seen.Add(change);
        }
    }
}
