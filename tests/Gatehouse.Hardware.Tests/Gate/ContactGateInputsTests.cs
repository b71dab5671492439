using System.Device.Gpio;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Hardware.Tests.Gate;

public sealed class ContactGateInputsTests
{
    private static readonly ContactLines Lines = new(FireLoop: 12, Housing: 13, Mains: 18, ExitButton: 19, Ready: 4);

    public static TheoryData<int, GateInput> Wired => new()
    {
        { 12, GateInput.FireLoop }, { 13, GateInput.Housing }, { 18, GateInput.Mains }, { 19, GateInput.ExitButton }, { 4, GateInput.NotReady },
    };

    [Theory]
    [MemberData(nameof(Wired))]
    public void A_contact_that_opens_and_closes_is_told(int line, GateInput input)
    {
        var seen = Seen(Lines, closed: true, async (chip, time) =>
        {
            chip.Set(line, high: true);
            await time.PassAsync(100);
            chip.Set(line, high: false);
            await time.PassAsync(100);
        });

        Assert.Equal([new(input, true), new(input, false)], seen);
    }

    [Fact]
    public void Chatter_is_not_told()
    {
        var seen = Seen(Lines, closed: true, async (chip, time) =>
        {
            for (var i = 0; i < 10; i++)
            {
                chip.Set(19, high: i % 2 == 0);
                await time.PassAsync(10);
            }
        });

        Assert.Empty(seen);
    }

    // A loose wire, or one that picks up the mains' hum: nobody knows what it says.
    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(19)]
    public void A_contact_that_does_not_come_to_rest_counts_as_open_until_it_stays_closed(int milliseconds)
    {
        var seen = Seen(Lines, closed: true, async (chip, time) =>
        {
            for (var i = 0; i < 1000 / milliseconds; i++)
            {
                chip.Set(12, high: i % 2 == 0);
                await time.PassAsync(milliseconds);
            }

            chip.Set(12, high: false);
            await time.PassAsync(50);
        });

        Assert.Equal([new(GateInput.FireLoop, true), new(GateInput.FireLoop, false)], seen);
    }

    [Fact]
    public void A_cut_wire_alarms_and_what_is_not_wired_does_not()
    {
        var seen = Seen(new ContactLines(12, 13), closed: false, (_, _) => Task.CompletedTask);

        Assert.Equal([new(GateInput.FireLoop, true), new(GateInput.Housing, true)], seen);
    }

    [Fact]
    public void The_fire_loop_is_read_at_the_moment_it_is_asked_for() => Stage.Play(time =>
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        chip.Set(12, high: false);
        chip.Set(13, high: false);
        var inputs = new ContactGateInputs(gpio, new ContactLines(12, 13), time);
        Assert.False(inputs.FireLoopOpen);
        chip.Set(12, high: true);
        Assert.True(inputs.FireLoopOpen);
        return Task.CompletedTask;
    });

    private static List<GateInputChange> Seen(ContactLines lines, bool closed, Func<SimulatedGpioChip, Clock, Task> scene)
    {
        var seen = new List<GateInputChange>();
        Stage.Play(async time =>
        {
            using var chip = new SimulatedGpioChip();
            using var gpio = new GpioController(chip);
            using var stop = new CancellationTokenSource();
            foreach (var (line, _) in closed ? Wired.Select(w => w.Data) : [])
            {
                chip.Set(line, high: false);
            }

            var inputs = new ContactGateInputs(gpio, lines, time);
            var reading = ReadAsync();
            await scene(chip, new Clock(time));
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

            async Task ReadAsync()
            {
                await foreach (var change in inputs.ReadAsync(stop.Token))
                {
                    seen.Add(change);
                }
            }
        });
        return seen;
    }

    private sealed class Clock(TimeProvider time)
    {
        public Task PassAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time);
    }
}
