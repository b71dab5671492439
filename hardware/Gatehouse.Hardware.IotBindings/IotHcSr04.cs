using System.Device.Gpio;
using Gatehouse.Hardware.Distance;
using Gatehouse.Hardware.Gate;
using Iot.Device.Hcsr04;

namespace Gatehouse.Hardware.IotBindings;

/// <summary>
/// The package's HC-SR04 as a distance sensor. It waits busily, up to 100 ms a try, and takes its own clock, so that whatever
/// else the processor does is measured as distance. It does not say why it failed: a try that ended early had an echo from
/// beyond its range, one that took the whole time had none.
/// </summary>
/// <param name="gpio">The chip of both lines; whoever made it disposes of it.</param>
/// <param name="options">How it is wired; the package reckons with air at 20 °C.</param>
/// <param name="time">Measures the rest between two shots, and how long a try took.</param>
public sealed class IotHcSr04(GpioController gpio, HcSr04Options options, TimeProvider time) : DistanceSensor, IDisposable
{
    private const double NearestCentimetres = 2;

    // A thread that is interrupted misses the echo.
    private const int Tries = 3;

    // The echo of one shot must have died away before the next one.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan GivesUp = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <inheritdoc/>
    public override async ValueTask<double?> MeasureAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            for (var i = 0; i < Tries; i++)
            {
                await Task.Delay(Rest, time, cancellationToken);
                var began = time.GetTimestamp();
                if (Shoot() is { } centimetres)
                {
                    return centimetres >= NearestCentimetres
                        ? centimetres
                        : throw new DistanceException(
                            DistanceFault.Unsound,
                            $"The echo came from nearer than the sensor can measure: check the distance sensor at lines {options.Trigger} and {options.Echo}, its divider and what is near its wires.");
                }

                if (time.GetElapsedTime(began) < GivesUp)
                {
                    return null;
                }
            }
        }
        finally
        {
            _one.Release();
        }

        throw new DistanceException(
            DistanceFault.NoAnswer,
            $"The distance sensor at lines {options.Trigger} and {options.Echo} does not answer, or its echo line stays high: check its 5 V supply, its divider and both wires.");
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>One try. The package keeps the wall clock of its last shot and fails once that was set back: each has a sensor of its own.</summary>
    private double? Shoot()
    {
        using var sensor = new Hcsr04(gpio, options.Trigger, options.Echo, shouldDispose: false);
        try
        {
            return sensor.TryGetDistance(out var distance) ? distance.Centimeters : null;
        }
        finally
        {
            gpio.ClosePin(options.Trigger);
            gpio.ClosePin(options.Echo);
        }
    }
}
