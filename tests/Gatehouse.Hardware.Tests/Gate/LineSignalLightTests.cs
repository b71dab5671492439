using System.Device.Gpio;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Hardware.Tests.Gate;

public sealed class LineSignalLightTests
{
    private static readonly LampLines Lines = new(Green: 22, Amber: 23, Red: 24);

    [Fact]
    public void Each_signal_has_a_pattern_of_its_own() =>
        Assert.All(Enum.GetValues<Signal>(), signal => Assert.Equal(signal, LampPattern.Of(signal).Signal));

    [Fact]
    public void A_pattern_without_meaning_is_a_gate_out_of_service()
    {
        Assert.Equal(Signal.OutOfService, new LampPattern(Green: true, Amber: false, Red: true).Signal);
        Assert.Equal(Signal.OutOfService, new LampPattern(Green: true, Amber: true, Red: true).Signal);
    }

    [Fact]
    public void A_person_sees_every_signal_and_none_in_between()
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        using var light = new LineSignalLight(gpio, Lines);
        using var seen = new SimulatedLight(chip, Lines);
        Assert.Equal(Signal.OutOfService, seen.Signal);
        var signals = new List<Signal>();
        seen.Changed += (_, change) => signals.Add(change.Signal);

        Signal[] all = Enum.GetValues<Signal>();
        Signal[] shown = [.. all.SelectMany(from => all.Where(to => to != from).SelectMany<Signal, Signal>(to => [from, to]))];
        foreach (var signal in shown)
        {
            light.Show(signal);
        }

        var expected = shown.Where((signal, i) => signal != (i == 0 ? Signal.OutOfService : shown[i - 1]));
        Assert.Equal(expected, signals);
    }

    [Theory]
    [InlineData(22, Signal.Go, "green")]
    [InlineData(23, Signal.Ready, "amber")]
    [InlineData(24, Signal.StepAside, "red")]
    public void A_lamp_whose_line_is_shorted_is_told_while_it_should_be_lit(int line, Signal signal, string name)
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        using var light = new LineSignalLight(gpio, Lines);
        light.Show(signal);
        Assert.Null(light.Problem());
        chip.SetShorted(line, true);
        Assert.Contains($"line {line} of the {name} lamp", light.Problem(), StringComparison.Ordinal);
        light.Show(Signal.OutOfService);
        Assert.Null(light.Problem());
    }

    [Fact]
    public void It_is_dark_in_the_end()
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        using var seen = new SimulatedLight(chip, Lines);
        using (var light = new LineSignalLight(gpio, Lines))
        {
            light.Show(Signal.Go);
            Assert.Equal(Signal.Go, seen.Signal);
        }

        Assert.Equal((false, false, false), (chip.IsHigh(Lines.Green), chip.IsHigh(Lines.Amber), chip.IsHigh(Lines.Red)));
    }
}
