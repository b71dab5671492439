using System.Device.Gpio;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;

namespace Gatehouse.Hardware.Tests.Gate;

public sealed class ContactGateInputsTests
{
    [Fact]
    public void Closed_contacts_are_quiet_open_ones_alarm()
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        chip.Set(12, high: false);
        chip.Set(13, high: false);
        var inputs = new ContactGateInputs(gpio, fireLoop: 12, housing: 13);
        Assert.Equal((false, false), (inputs.FireLoopOpen, inputs.HousingOpen));
        chip.Set(12, high: true);
        Assert.Equal((true, false), (inputs.FireLoopOpen, inputs.HousingOpen));
        chip.Set(13, high: true);
        Assert.Equal((true, true), (inputs.FireLoopOpen, inputs.HousingOpen));
    }

    [Fact]
    public void A_cut_wire_alarms()
    {
        using var chip = new SimulatedGpioChip();
        using var gpio = new GpioController(chip);
        var inputs = new ContactGateInputs(gpio, fireLoop: 12, housing: 13);

        Assert.Equal((true, true), (inputs.FireLoopOpen, inputs.HousingOpen));
    }
}
