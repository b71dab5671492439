using System.Device.Gpio;

namespace Gatehouse.Hardware.Gate;

/// <summary>A light of three lamps, each on a line. It is dark from its making until the first signal, and dark in the end.</summary>
public sealed class LineSignalLight : SignalLight, IDisposable
{
    private readonly GpioController _gpio;
    private readonly LampLines _lines;
    private readonly Lock _one = new();

    /// <summary>Opens the three lines, low.</summary>
    /// <param name="gpio">The chip; whoever made it disposes of it.</param>
    /// <param name="lines">Where the lamps are.</param>
    public LineSignalLight(GpioController gpio, LampLines lines)
    {
        _gpio = gpio;
        _lines = lines;
        gpio.OpenPin(lines.Green, PinMode.Output, PinValue.Low);
        gpio.OpenPin(lines.Amber, PinMode.Output, PinValue.Low);
        gpio.OpenPin(lines.Red, PinMode.Output, PinValue.Low);
    }

    /// <inheritdoc/>
    public override void Show(Signal signal)
    {
        var lamps = LampPattern.Of(signal);
        lock (_one)
        {
            // One write for the three, so that nobody sees a pattern in between.
            _gpio.Write([new(_lines.Green, lamps.Green), new(_lines.Amber, lamps.Amber), new(_lines.Red, lamps.Red)]);
        }
    }

    /// <summary>Switches all three off.</summary>
    public void Dispose() => Show(Signal.OutOfService);
}
