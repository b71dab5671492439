using Gatehouse.Hardware.Kernel;

namespace Gatehouse.Hardware.Gpio;

/// <summary>What the kernel's error numbers mean here, and what to check.</summary>
internal static class GpioErrors
{
    public static GpioException NotOpened(string path, int error) => error switch
    {
        Errno.AccessDenied or Errno.NotPermitted => new GpioException(
            GpioFault.PermissionDenied,
            $"{path} may not be opened: the user that runs this must be in the group 'gpio' (sudo usermod -aG gpio USER, then "
            + "start the service or the session anew)."),
        Errno.NoEntry => new GpioException(GpioFault.NoChip, $"{path} does not exist: name the chip by its label, or look for it with ls /dev/gpiochip*."),
        Errno.NotTypewriter or Errno.InvalidArgument => new GpioException(
            GpioFault.NotAChip, $"{path} is no GPIO chip: name the chip by its label, or look for it with ls /dev/gpiochip*."),
        Errno.NoDevice or Errno.NoSuchAddress => Gone(path),
        _ => new GpioException(GpioFault.Refused, $"{path} cannot be opened: {Libc.Say(error)}."),
    };

    /// <param name="chip">The chip's label.</param>
    /// <param name="error">The error's number.</param>
    /// <param name="what">What failed, as "writing line 17".</param>
    public static GpioException Failed(string chip, int error, string what) => error switch
    {
        Errno.NoDevice or Errno.InputOutput => Gone($"The GPIO chip '{chip}'"),
        _ => new GpioException(GpioFault.Refused, $"The GPIO chip '{chip}' failed at {what}: {Libc.Say(error)}."),
    };

    /// <param name="chip">The chip that was asked.</param>
    /// <param name="error">The error's number.</param>
    /// <param name="lines">The lines that were asked for together.</param>
    public static GpioException NotGranted(KernelGpioChip chip, int error, IReadOnlyList<int> lines)
    {
        var which = $"{(lines.Count == 1 ? "line" : "lines")} {string.Join(", ", lines)}";
        return error switch
        {
            Errno.Busy => new GpioException(
                GpioFault.LineInUse,
                $"{string.Join(" ", lines.Select(chip.Describe).Where(line => line.InUse).Select(Holder).DefaultIfEmpty($"Of {which} one was in use."))} "
                + "Stop what holds it, or take another line."),
            Errno.InvalidArgument => new GpioException(
                GpioFault.Refused,
                $"The kernel refused {which} of the GPIO chip '{chip.Label}' ({Libc.Say(error)}): it must be 5.10 or newer."),
            Errno.NoSuchAddress => new GpioException(
                GpioFault.Refused,
                $"The GPIO chip '{chip.Label}' cannot report edges of {which}: take lines that have interrupts."),
            _ => Failed(chip.Label, error, $"taking {which}"),
        };
    }

    private static string Holder(GpioLineInfo line) =>
        $"Line {line.Line}{(line.Name.Length > 0 ? $" ({line.Name})" : "")} is in use by "
        + $"{(line.Consumer.Length > 0 ? $"'{line.Consumer}'" : "who left no name")}.";

    private static GpioException Gone(string what) => new(
        GpioFault.ChipGone, $"{what} is gone: plug it in again or load its driver, then start anew.");
}
