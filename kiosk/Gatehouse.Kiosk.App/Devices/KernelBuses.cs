using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Gpio;
using Gatehouse.Hardware.Input;
using Gatehouse.Hardware.Serial;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Devices;

/// <summary>The kernel's buses and lines.</summary>
internal sealed class KernelBuses : GateBuses
{
    // Keeps the chatter of the feedback contacts, which open at each turn, from the program. The others' is an alarm.
    private static readonly TimeSpan Chatter = TimeSpan.FromMilliseconds(5);

    private readonly Lazy<KernelGpioChip> _chip;
    private readonly Lazy<KernelGpioDriver> _driver;
    private readonly Lazy<GpioController> _gpio;
    private RelayGuardProcess? _guard;

    /// <summary>Nothing is opened before it is asked for.</summary>
    /// <param name="plan">Which chip it is, and which of its lines are on at a low level.</param>
    /// <param name="time">The real time.</param>
    public KernelBuses(WiringPlan plan, TimeProvider time)
    {
        Time = time;
        _chip = new Lazy<KernelGpioChip>(() => KernelGpioChip.Find(plan.Chip is { } label ? [label] : KernelGpioChip.RaspberryPiLabels));
        _driver = new Lazy<KernelGpioDriver>(() => new KernelGpioDriver(_chip.Value, new KernelGpioOptions
        {
            ActiveLow = plan.ActiveLow,
            Debounce = Chatter,
            Debounced = [.. new[] { plan.Turnstile.TurnedIn, plan.Turnstile.TurnedOut }.OfType<int>()],
        }));
        _gpio = new Lazy<GpioController>(() => new GpioController(_driver.Value));
    }

    public override TimeProvider Time { get; }

    /// <summary>The kernel counts its time from its start.</summary>
    public override TimeSpan UnderPower => Time.GetElapsedTime(0);

    public override GpioController Gpio => _gpio.Value;

    public override long LostEdges => _driver.IsValueCreated ? _driver.Value.Lost : 0;

    public override GpioController Relays(TurnstileWiring wiring)
    {
        if (wiring.Mode == ReleaseMode.Level && KeptOutputs.OnThisMachine())
        {
            throw new DeviceException(
                $"The kernel leaves outputs as they are when their program is killed, and a turnstile that is held by a level would stay open: {KeptOutputs.Remedy}, or set 'turnstile.mode' to pulse.");
        }

        _guard = RelayGuardProcess.Start(_chip.Value.Label, wiring, Time);
        return _guard.Relays;
    }

    /// <summary>Watches the guard of the relays until cancelled.</summary>
    /// <exception cref="DeviceException">It has ended.</exception>
    public Task WatchAsync(CancellationToken cancellationToken) => _guard?.WatchAsync(cancellationToken) ?? Task.CompletedTask;

    public override LineEdges Edges(PinEventTypes edges, PinMode bias, params IReadOnlyList<int> lines) =>
        new KernelLineEdges(_chip.Value, new LineEdgesOptions { Lines = lines, Edges = edges, Mode = bias });

    /// <exception cref="DeviceException">There is no such bus, or it may not be opened.</exception>
    public override I2cDevice Thermometer(ThermometerWiring wiring)
    {
        Require("The thermometer's bus", $"/dev/i2c-{wiring.Bus}", "I2C", "the key 'thermometer.bus'");
        return new ReopenedI2c(new I2cConnectionSettings(wiring.Bus, wiring.Address));
    }

    /// <exception cref="DeviceException">There is no such bus, or it may not be opened.</exception>
    public override I2cDevice Air(AirWiring wiring)
    {
        Require("The air sensor's bus", $"/dev/i2c-{wiring.Bus}", "I2C", "the key 'air.bus'");
        return new ReopenedI2c(new I2cConnectionSettings(wiring.Bus, wiring.Address));
    }

    /// <exception cref="DeviceException">There is no such bus, or it may not be opened.</exception>
    public override SpiDevice Spi(Mfrc522Wiring wiring)
    {
        Require("The reader's bus", $"/dev/spidev{wiring.Bus}.{wiring.Select}", "SPI", "the reader's keys 'bus' and 'select'");
        return new ReopenedSpi(Mfrc522.Settings(wiring.Bus, wiring.Select));
    }

    public override SerialLine Serial(string port, int baudRate) => new KernelSerialLine(port, baudRate);

    public override InputDevice Keyboard(KeyboardWiring wiring) =>
        new EvdevKeyboard(new KeyboardIdentity(wiring.Vendor, wiring.Product, wiring.Serial, wiring.UsbPort));

    protected override void Dispose(bool disposing)
    {
        _guard?.Dispose();
        if (_gpio.IsValueCreated)
        {
            _gpio.Value.Dispose();
        }

        if (_chip.IsValueCreated)
        {
            _chip.Value.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>What is wrong with a bus from the start is for the installer, not for the lane.</summary>
    private static void Require(string what, string path, string kind, string keys)
    {
        if (!File.Exists(path))
        {
            throw new DeviceException($"{what} {path} does not exist: switch {kind} on (raspi-config, Interface Options) or correct {keys}.");
        }

        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
        }
        catch (UnauthorizedAccessException e)
        {
            var group = kind.ToLowerInvariant();
            throw new DeviceException(
                $"{what} {path} may not be used: the service user must be in the group '{group}' (sudo usermod -aG {group} USER, then restart the service), or correct {keys}.",
                e);
        }
        catch (IOException e)
        {
            throw new DeviceException($"{what} {path} cannot be opened ({e.Message}): correct {keys}.", e);
        }
    }
}
