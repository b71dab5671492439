using System.Device.I2c;
using System.Diagnostics.CodeAnalysis;
using Gatehouse.Hardware.Gate;
using Iot.Device.Vl53L0X;
using Binding = Iot.Device.Vl53L0X.Vl53L0X;

namespace Gatehouse.Hardware.IotBindings;

/// <summary>
/// The package's VL53L0X as a distance sensor: single shots at long range. It does not read the status of a range, and waits
/// for it by asking the bus without a pause. It is set up at the first measurement, and anew after each that failed.
/// </summary>
/// <param name="device">The device; whoever made it disposes of it. It stands on another bus than the thermometer.</param>
[SuppressMessage("Design", "CA1001", Justification = "The package's sensor owns nothing but the bus, which is not ours to close.")]
public sealed class IotVl53L0X(I2cDevice device) : DistanceSensor
{
    private const double MillimetresPerCentimetre = 10;

    private readonly Lock _one = new();
    private Binding? _sensor;

    /// <inheritdoc/>
    /// <remarks>3 to 200 cm. The call does not return before the measurement is made, 0.5 s at most for each step of it.</remarks>
    public override ValueTask<double?> MeasureAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_one)
        {
            return ValueTask.FromResult(Measure());
        }
    }

    private double? Measure()
    {
        try
        {
            _sensor ??= new Binding(device, shouldDispose: false);
            return _sensor.DistanceSingleMeasurement switch
            {
                0 => throw new DistanceException(DistanceFault.Unsound, "The distance sensor measures 0 cm: look what covers its window."),
                >= (ushort)OperationRange.OutOfRange => null,
                var millimetres => millimetres / MillimetresPerCentimetre,
            };
        }
        catch (Exception e) when (e is IOException || e.GetType() == typeof(Exception))
        {
            // The package says by a bare exception that its calibration failed.
            _sensor = null;
            throw new DistanceException(
                DistanceFault.NoAnswer, $"The distance sensor does not answer ({e.Message}): check its supply, SDA and SCL, and its address.", e);
        }
    }
}
