using System.Device.Gpio;
using System.Globalization;

namespace Gatehouse.Hardware.Gate;

/// <summary>A light of three lamps, each on a line. It is dark from its making until the first signal, and dark in the end.</summary>
public sealed class LineSignalLight : SignalLight, IDisposable
{
    private readonly GpioController _gpio;
    private readonly LampLines _lines;
    private readonly Lock _one = new();
    private LampPattern _shown;

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
            _shown = lamps;
            _gpio.Write([new(_lines.Green, lamps.Green), new(_lines.Amber, lamps.Amber), new(_lines.Red, lamps.Red)]);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The level at each line is read back: a line that is shorted does not follow. A lamp that is burnt out is not seen.</remarks>
    public override string? Problem()
    {
        lock (_one)
        {
            (int Line, string Name, bool Lit)[] lamps = [(_lines.Green, "green", _shown.Green), (_lines.Amber, "amber", _shown.Amber), (_lines.Red, "red", _shown.Red)];
            return lamps.FirstOrDefault(lamp => (bool)_gpio.Read(lamp.Line) != lamp.Lit) is { Name: { } name, Line: var line }
                ? string.Create(CultureInfo.InvariantCulture, $"The line {line} of the {name} lamp does not follow: check its wire for a short circuit.")
                : null;
        }
    }

    /// <summary>Switches all three off.</summary>
    public void Dispose() => Show(Signal.OutOfService);
}
