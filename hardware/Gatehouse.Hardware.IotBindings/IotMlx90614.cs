using System.Device.I2c;
using Gatehouse.Hardware.Temperature;
using Binding = Iot.Device.Mlx90614.Mlx90614;

namespace Gatehouse.Hardware.IotBindings;

/// <summary>
/// The package's MLX90614 as a thermometer. It reads no packet error code, so that a word disturbed on the wire passes;
/// an error flag and an impossible word are recognised here by the temperature that it makes of them. It reads no
/// EEPROM: who the instrument is, our own driver reads. A transfer blocks its thread.
/// </summary>
public sealed class IotMlx90614 : Thermometer
{
    private const double DegreesPerUnit = 0.02;

    private readonly I2cDevice _device;
    private readonly Binding _binding;
    private readonly Mlx90614 _own;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>A thermometer that owns its device; nothing is read before it is asked.</summary>
    /// <param name="device">The device on its bus, which is its alone.</param>
    /// <param name="options">How it is fitted.</param>
    /// <param name="time">Measures the quiet.</param>
    /// <exception cref="ArgumentOutOfRangeException">The settling is shorter than 0.25 s.</exception>
    public IotMlx90614(I2cDevice device, Mlx90614Options options, TimeProvider time)
    {
        _device = device;
        _own = new Mlx90614(device, options, time);
        _binding = new Binding(device);
        _time = time;
    }

    /// <inheritdoc/>
    public override TimeSpan Settling => _own.Settling;

    /// <inheritdoc/>
    public override async Task<ThermometerIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await _own.IdentifyAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public override async Task<ThermometerSample> SampleAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await Task.Delay(Settling, _time, cancellationToken);
            var target = Read(Mlx90614Words.Target);
            var ambient = Read(Mlx90614Words.Ambient);
            return new ThermometerSample(Mlx90614Words.ToCelsius(target), Mlx90614Words.ToCelsius(ambient), target, ambient);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _binding.Dispose();
            _own.Dispose();
            _one.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The word behind the package's temperature, which it takes for a signed one and rounds to 0.01 °C.</summary>
    private ushort Read(byte register)
    {
        try
        {
            var temperature = register == Mlx90614Words.Ambient ? _binding.ReadAmbientTemperature() : _binding.ReadObjectTemperature();
            var word = (ushort)(short)Math.Round((temperature.DegreesCelsius + Celsius.ZeroInKelvin) / DegreesPerUnit);
            return Mlx90614Refusals.Of(register, word) is { } refusal ? throw refusal : word;
        }
        catch (IOException e)
        {
            throw Mlx90614Refusals.Of(e, _device.ConnectionSettings.DeviceAddress);
        }
    }
}
