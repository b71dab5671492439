using System.Device.Gpio;

namespace Gatehouse.Hardware.Gpio;

/// <summary>What lines of one request are to be, all alike.</summary>
/// <param name="Flags">The kernel's flags.</param>
/// <param name="High">The level of outputs, in the sense of the line: high is active.</param>
/// <param name="Debounce">For how long inputs must be quiet; zero for no debouncing.</param>
internal readonly record struct LineSettings(ulong Flags, bool High = false, TimeSpan Debounce = default)
{
    /// <summary>The flags of an input with this bias that reports these edges.</summary>
    public static ulong Input(PinMode mode, PinEventTypes edges) =>
        GpioAbi.Input
        | mode switch
        {
            PinMode.InputPullUp => GpioAbi.PullUp,
            PinMode.InputPullDown => GpioAbi.PullDown,
            _ => GpioAbi.BiasDisabled,
        }
        | ((edges & PinEventTypes.Rising) != 0 ? GpioAbi.EdgeRising : 0)
        | ((edges & PinEventTypes.Falling) != 0 ? GpioAbi.EdgeFalling : 0);

    public GpioAbi.LineConfig ToConfig(int lines)
    {
        var config = new GpioAbi.LineConfig { Flags = Flags };
        var mask = ulong.MaxValue >> (GpioAbi.LinesMax - lines);
        if ((Flags & GpioAbi.Output) != 0)
        {
            Add(ref config, GpioAbi.OutputValuesAttribute, High ? mask : 0, mask);
        }

        // Never a debounce attribute of zero: a chip that debounces in hardware may refuse the question itself.
        if (Debounce > TimeSpan.Zero)
        {
            Add(ref config, GpioAbi.DebounceAttribute, (ulong)Debounce.TotalMicroseconds, mask);
        }

        return config;
    }

    private static void Add(ref GpioAbi.LineConfig config, uint id, ulong value, ulong mask) =>
        config.Attributes[(int)config.AttributeCount++] = new GpioAbi.LineConfigAttribute
        {
            Attribute = new GpioAbi.LineAttribute { Id = id, Value = value },
            Mask = mask,
        };
}
