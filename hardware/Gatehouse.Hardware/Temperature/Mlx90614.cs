using System.Device.I2c;
using Gatehouse.Hardware.Timing;

namespace Gatehouse.Hardware.Temperature;

/// <summary>
/// A Melexis MLX90614 over SMBus. Continuous reading disturbs what it measures (datasheet rev. 13, p. 23), so the
/// driver itself keeps its bus quiet before each sample; nothing else may stand on that bus. It never writes the
/// EEPROM. A transfer blocks its thread until the adapter answers or times out (1 s by the kernel's default).
/// </summary>
public sealed class Mlx90614 : Thermometer
{
    /// <summary>The 7-bit address from the factory.</summary>
    public const int FactoryAddress = 0x5A;

    private const int IdentityAttempts = 3;

    private readonly I2cDevice _device;
    private readonly Mlx90614Bus _bus;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _one = new(1, 1);
    private long _lastActivity;

    /// <summary>A driver that owns its device; nothing is read before it is asked.</summary>
    /// <param name="device">The device on its bus.</param>
    /// <param name="options">How it is fitted.</param>
    /// <param name="time">Measures the quiet.</param>
    /// <exception cref="ArgumentOutOfRangeException">The settling is shorter than 0.25 s.</exception>
    public Mlx90614(I2cDevice device, Mlx90614Options options, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Settling, Mlx90614Options.ShortestSettling, nameof(options));
        _device = device;
        _bus = new Mlx90614Bus(device);
        _time = time;
        Settling = options.Settling;
        // What happened on the bus before is unknown, so the first sample waits as well.
        _lastActivity = time.GetTimestamp();
    }

    /// <inheritdoc/>
    public override TimeSpan Settling { get; }

    /// <inheritdoc/>
    public override async Task<ThermometerIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            ulong serial = 0;
            for (byte i = 0; i < 4; i++)
            {
                serial = (serial << 16) | ReadCell((byte)(Mlx90614Words.Identity + i));
            }

            return new ThermometerIdentity(
                serial,
                ReadCell(Mlx90614Words.Emissivity),
                ReadCell(Mlx90614Words.EmissivityTrim),
                ReadCell(Mlx90614Words.Configuration));
        }
        finally
        {
            Rest();
        }
    }

    /// <inheritdoc/>
    public override async Task<ThermometerSample> SampleAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await QuietAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Nothing moved on the bus: the quiet so far still counts.
            _one.Release();
            throw;
        }

        try
        {
            var target = _bus.ReadTemperature(Mlx90614Words.Target);
            var ambient = _bus.ReadTemperature(Mlx90614Words.Ambient);
            return new ThermometerSample(Mlx90614Words.ToCelsius(target), Mlx90614Words.ToCelsius(ambient), target, ambient);
        }
        finally
        {
            Rest();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _device.Dispose();
            _one.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task QuietAsync(CancellationToken cancellationToken)
    {
        // In a loop, because a timer may fire a little early against the timestamps.
        for (var left = Left(); left > TimeSpan.Zero; left = Left())
        {
            await Task.Delay(WholeMilliseconds.AtLeast(left), _time, cancellationToken);
        }

        TimeSpan Left() => Settling - _time.GetElapsedTime(_lastActivity);
    }

    /// <summary>A cell does not change, so a disturbed transfer may be repeated (datasheet, p. 18), a temperature not.</summary>
    private ushort ReadCell(byte command)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return _bus.Read(command);
            }
            catch (ThermometerException e) when (e.Fault is ThermometerFault.NoAnswer or ThermometerFault.BadCheck && attempt < IdentityAttempts)
            {
            }
        }
    }

    private void Rest()
    {
        _lastActivity = _time.GetTimestamp();
        _one.Release();
    }
}
