namespace Gatehouse.Hardware.Gpio;

/// <summary>
/// Whether the kernel leaves an output as it is when the program that held it ends, as that of Raspberry Pi OS does unless
/// it is told otherwise: a relay that was energised then stays so until a program takes the line again.
/// </summary>
public static class KeptOutputs
{
    /// <summary>What to do about it, as part of a sentence.</summary>
    public const string Remedy = "write 'dtparam=strict_gpiod' into /boot/firmware/config.txt and start the board anew";

    private const string Modules = "/sys/module";
    private static readonly string[] Drivers = ["pinctrl_bcm2835", "pinctrl_rp1"];

    /// <summary>Whether this machine's kernel does so.</summary>
    public static bool OnThisMachine() => Under(Modules);

    /// <summary>Whether a kernel does so whose modules' parameters stand in this folder.</summary>
    public static bool Under(string modules) =>
        Drivers.Select(driver => Path.Combine(modules, driver, "parameters", "persist_gpio_outputs"))
            .Any(file => File.Exists(file) && File.ReadAllText(file).TrimStart() is ['Y' or '1', ..]);
}
