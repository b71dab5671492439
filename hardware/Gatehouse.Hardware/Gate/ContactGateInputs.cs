using System.Device.Gpio;

namespace Gatehouse.Hardware.Gate;

/// <summary>
/// Two contacts to ground that are closed when all is well, read each time they are asked for. The fire loop is a
/// copy: the loop itself goes from the fire panel straight to the turnstile.
/// </summary>
public sealed class ContactGateInputs : GateInputs
{
    private readonly GpioController _gpio;
    private readonly int _fireLoop;
    private readonly int _housing;

    /// <summary>Opens both lines with their pull-ups.</summary>
    /// <param name="gpio">The chip; whoever made it disposes of it.</param>
    /// <param name="fireLoop">The line of the fire loop.</param>
    /// <param name="housing">The line of the housing contact.</param>
    public ContactGateInputs(GpioController gpio, int fireLoop, int housing)
    {
        _gpio = gpio;
        _fireLoop = fireLoop;
        _housing = housing;
        gpio.OpenPin(fireLoop, PinMode.InputPullUp);
        gpio.OpenPin(housing, PinMode.InputPullUp);
    }

    /// <inheritdoc/>
    public override bool FireLoopOpen => _gpio.Read(_fireLoop) == PinValue.High;

    /// <inheritdoc/>
    public override bool HousingOpen => _gpio.Read(_housing) == PinValue.High;
}
