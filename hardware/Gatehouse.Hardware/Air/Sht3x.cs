using System.Buffers.Binary;
using System.Device.I2c;
using Gatehouse.Hardware.Kernel;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Air;

/// <summary>A Sensirion SHT30, SHT31 or SHT35 over I²C, measured once when it is asked, so that it does not warm itself.</summary>
public sealed class Sht3x : AirSensor
{
    /// <summary>The 7-bit address with the ADDR pin at ground; 0x45 with it at the supply.</summary>
    public const int UsualAddress = 0x44;

    // 15.5 ms at most with high repeatability (datasheet, table 4).
    private static readonly TimeSpan Conversion = TimeSpan.FromMilliseconds(20);

    // What it is specified for; air at a gate is within.
    private static readonly (Celsius Coldest, Celsius Hottest) Range = (new(-40), new(125));

    private readonly I2cDevice _device;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>A driver that owns its device; nothing is asked before the first measurement.</summary>
    /// <param name="device">The device on its bus.</param>
    /// <param name="time">Waits for the measurement.</param>
    public Sht3x(I2cDevice device, TimeProvider time) => (_device, _time) = (device, time);

    /// <inheritdoc/>
    public override async Task<AirSample> MeasureAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            Ask();
            await Task.Delay(Conversion, _time, cancellationToken);
            return Answer();
        }
        catch (IOException e)
        {
            var failed = I2cFailure.Of(e, _device.ConnectionSettings.DeviceAddress, "air sensor");
            throw new AirException(failed.IsSilent ? AirFault.NoAnswer : AirFault.BusStuck, failed.Message, e);
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
            _device.Dispose();
            _one.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Ask()
    {
        Span<byte> command = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(command, Sht3xWords.Measure);
        _device.Write(command);
    }

    private AirSample Answer()
    {
        Span<byte> result = stackalloc byte[Sht3xWords.ResultLength];
        _device.Read(result);
        return Sht3xWords.Read(result) is not { } sample
            ? throw new AirException(AirFault.Unsound, "A check byte of the air sensor is wrong: check the length of its wires and their pull-ups.")
            : sample.Temperature < Range.Coldest || sample.Temperature > Range.Hottest
            ? throw new AirException(AirFault.Unsound, "The air sensor gave what it cannot have measured: check its supply and its ground.")
            : sample;
    }
}
