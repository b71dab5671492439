using System.Device.Gpio;

namespace Gatehouse.Hardware.Simulation.Tests;

public sealed class SimulatedGpioChipTests
{
    [Fact]
    public void Lines_written_together_change_together()
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        gpio.OpenPin(17, PinMode.Output, PinValue.Low);
        gpio.OpenPin(18, PinMode.Output, PinValue.Low);
        var seen = new List<(bool, bool)>();
        chip.Changed += (_, levels) => seen.Add((levels.Rose(17), levels.Rose(18)));
        gpio.Write([new(17, PinValue.High), new(18, PinValue.High)]);

        Assert.Equal([(true, true)], seen);
    }

    [Fact]
    public void An_output_falls_when_its_line_is_closed()
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        gpio.OpenPin(17, PinMode.Output, PinValue.High);
        Assert.True(chip.IsHigh(17));
        gpio.ClosePin(17);
        Assert.False(chip.IsHigh(17));
    }

    [Fact]
    public void A_line_that_is_active_low_is_told_to_the_program_upside_down()
    {
        using var chip = new SimulatedGpioChip { ActiveLow = [12, 17] };
        using var gpio = new GpioController(chip);
        gpio.OpenPin(17, PinMode.Output, PinValue.Low);
        Assert.True(chip.IsHigh(17));
        gpio.Write(17, PinValue.High);
        Assert.False(chip.IsHigh(17));
        gpio.ClosePin(17);
        Assert.False(chip.IsHigh(17));

        var edges = new List<PinEventTypes>();
        gpio.OpenPin(12, PinMode.InputPullUp);
        gpio.RegisterCallbackForPinValueChangedEvent(12, PinEventTypes.Rising | PinEventTypes.Falling, (_, change) => edges.Add(change.ChangeType));
        Assert.Equal(PinValue.Low, gpio.Read(12));
        chip.Set(12, high: false);
        Assert.Equal(PinValue.High, gpio.Read(12));
        chip.Set(12, high: true);
        Assert.Equal([PinEventTypes.Rising, PinEventTypes.Falling], edges);
    }

    [Fact]
    public void Counts_the_edges_that_it_loses()
    {
        using var chip = new SimulatedGpioChip { LosesEdges = true };
        using var gpio = new GpioController(chip);
        gpio.OpenPin(12, PinMode.InputPullDown);
        gpio.RegisterCallbackForPinValueChangedEvent(12, PinEventTypes.Rising, (_, _) => Assert.Fail("It was told."));
        chip.Set(12, high: true);
        chip.Set(12, high: false);
        chip.Set(13, high: true);
        Assert.Equal(1, chip.Lost);
    }

    [Fact]
    public void An_open_contact_is_pulled_up()
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        gpio.OpenPin(12, PinMode.InputPullUp);
        Assert.Equal(PinValue.High, gpio.Read(12));
        chip.Set(12, high: false);
        Assert.Equal(PinValue.Low, gpio.Read(12));
    }

    [Fact]
    public void Calls_back_for_the_edge_that_was_asked_for()
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        gpio.OpenPin(12, PinMode.InputPullDown);
        var rises = 0;
        void OnRise(object sender, PinValueChangedEventArgs change) => rises++;
        gpio.RegisterCallbackForPinValueChangedEvent(12, PinEventTypes.Rising, OnRise);
        chip.Set(12, high: true);
        chip.Set(12, high: false);
        gpio.UnregisterCallbackForPinValueChangedEvent(12, OnRise);
        chip.Set(12, high: true);

        Assert.Equal(1, rises);
    }

    [Fact]
    public void Refuses_a_short_circuit_and_a_write_to_an_input()
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        gpio.OpenPin(17, PinMode.Output, PinValue.Low);
        gpio.OpenPin(18, PinMode.Input);

        Assert.Throws<InvalidOperationException>(() => chip.Set(17, high: true));
        Assert.Throws<InvalidOperationException>(() => gpio.Write([new(18, PinValue.High)]));
    }
}
