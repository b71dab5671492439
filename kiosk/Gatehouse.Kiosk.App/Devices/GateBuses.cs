using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using Gatehouse.Hardware.Gpio;
using Gatehouse.Hardware.Input;
using Gatehouse.Hardware.Serial;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Devices;

/// <summary>The buses and lines of one gate: the kernel's, or simulated ones. The same drivers stand above either.</summary>
internal abstract class GateBuses : IDisposable
{
    /// <summary>The time of the devices on them.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>The GPIO chip's lines, for levels and slow contacts.</summary>
    public abstract GpioController Gpio { get; }

    /// <summary>The lines of the turnstile's relays; where they are real, something outlives a hung program and lets them go.</summary>
    public abstract GpioController Relays(TurnstileWiring wiring);

    /// <summary>How many changes of <see cref="Gpio"/>'s lines were lost before anybody was called back for them.</summary>
    public abstract long LostEdges { get; }

    /// <summary>The edges of some lines in their order.</summary>
    public abstract LineEdges Edges(PinEventTypes edges, PinMode bias, params IReadOnlyList<int> lines);

    /// <summary>The thermometer's bus.</summary>
    public abstract I2cDevice Thermometer(ThermometerWiring wiring);

    /// <summary>The air sensor's bus.</summary>
    public abstract I2cDevice Air(AirWiring wiring);

    /// <summary>A reader's SPI bus.</summary>
    public abstract SpiDevice Spi(Mfrc522Wiring wiring);

    /// <summary>A serial line.</summary>
    public abstract SerialLine Serial(string port, int baudRate);

    /// <summary>A reader that types.</summary>
    public abstract InputDevice Keyboard(KeyboardWiring wiring);

    /// <summary>For how long the devices have been under power: as long as the board, on real buses.</summary>
    public abstract TimeSpan UnderPower { get; }

    /// <summary>Brings the reference before the thermometer to a temperature: a person's work on real buses.</summary>
    public virtual Task SetReferenceAsync(Celsius celsius, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What happens at the gate while one of its devices is looked at, until cancelled: nothing of ours on real buses, a life of some kind on simulated ones.</summary>
    /// <param name="device">The device, as the configuration calls it.</param>
    /// <param name="forces">Whether the arm is forced now and then, so that a turnstile that nobody releases shows something.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public virtual Task LiveAsync(string device, bool forces, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
