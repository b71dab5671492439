using System.Device.Gpio;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Gpio;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Hardware.Timing;

namespace Gatehouse.Hardware.Distance;

/// <summary>
/// An HC-SR04: a pulse on one line has it send a burst of ultrasound, and another line is high until the echo is heard.
/// The kernel's timestamps of that line's edges measure it; nothing waits busily. Source: its datasheet (ElecFreaks).
/// </summary>
public sealed class HcSr04 : DistanceSensor, IDisposable
{
    private const double NearestCentimetres = 2;
    private const double FarthestCentimetres = 400;

    // Sound in air: 343 m/s at 20 °C, as the root of the absolute temperature.
    private const double CentimetresPerSecond = 34_300;
    private static readonly Celsius Usual = new(20);

    // Any pulse of 10 µs or more starts a measurement; a timer's shortest is no burden on the processor.
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(1);

    // The echo of one shot must have died away before the next one.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan LatestRise = TimeSpan.FromMilliseconds(60);

    // Without an echo the line falls after 38 ms by the datasheet, after 200 ms in some copies.
    private static readonly TimeSpan LongestEcho = TimeSpan.FromMilliseconds(250);

    private readonly GpioController _gpio;
    private readonly LineEdges _edges;
    private readonly HcSr04Options _options;
    private readonly TimeProvider _time;
    private readonly double _speed;
    private readonly SemaphoreSlim _one = new(1, 1);
    private TimeSpan? _shotAt;
    private bool _high;

    /// <summary>Opens the trigger's line, low.</summary>
    /// <param name="gpio">The chip of the trigger's line; whoever made it disposes of it.</param>
    /// <param name="edges">Both edges of the echo's line and of no other, not debounced; whoever made them disposes of them.</param>
    /// <param name="options">How it is wired.</param>
    /// <param name="time">Whose timestamps are the edges' clock: on Linux both are CLOCK_MONOTONIC.</param>
    public HcSr04(GpioController gpio, LineEdges edges, HcSr04Options options, TimeProvider time)
    {
        _gpio = gpio;
        _edges = edges;
        _options = options;
        _time = time;
        _speed = CentimetresPerSecond * Math.Sqrt(options.Air.Kelvin / Usual.Kelvin);
        gpio.OpenPin(options.Trigger, PinMode.Output, PinValue.Low);
    }

    private TimeSpan Now => _time.GetElapsedTime(0);

    /// <inheritdoc/>
    /// <remarks>
    /// 2 to 400 cm; farther is nothing in range. Measurements that overlap are taken one after the other, none sooner
    /// than 60 ms after the one before.
    /// </remarks>
    public override async ValueTask<double?> MeasureAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_shotAt is { } before && before + Rest - Now is var left && left > TimeSpan.Zero)
            {
                await Task.Delay(WholeMilliseconds.AtLeast(left), _time, cancellationToken);
            }

            var shotAt = Now;
            _shotAt = shotAt;
            await ShootAsync(cancellationToken);
            return Distance(await EchoAsync(shotAt, cancellationToken));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task ShootAsync(CancellationToken cancellationToken)
    {
        _gpio.Write(_options.Trigger, PinValue.High);
        try
        {
            await Task.Delay(Pulse, _time, cancellationToken);
        }
        finally
        {
            _gpio.Write(_options.Trigger, PinValue.Low);
        }
    }

    /// <summary>How long the echo's line was high after a shot.</summary>
    private async Task<TimeSpan> EchoAsync(TimeSpan shotAt, CancellationToken cancellationToken)
    {
        using var window = new CancellationTokenSource(LatestRise, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(window.Token, cancellationToken);
        LineEdge? rise = null;
        try
        {
            await foreach (var edge in _edges.ReadAsync(either.Token))
            {
                _high = edge.Rising;
                if (edge.At <= shotAt)
                {
                    // The late end of an earlier echo, or noise between two shots.
                    continue;
                }

                if (rise is not { } rose)
                {
                    rise = edge.Rising ? edge : throw Unsound("The echo line fell without having risen");
                    window.CancelAfter(LongestEcho);
                    continue;
                }

                return !edge.Rising && edge.Sequence == rose.Sequence + 1
                    ? edge.At - rose.At
                    : throw Unsound("Edges of the echo line were lost");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The window is over.
        }

        throw _high
            ? Unsound("The echo line stays high")
            : new DistanceException(
                DistanceFault.NoAnswer,
                $"The distance sensor at lines {_options.Trigger} and {_options.Echo} does not answer: check its 5 V supply, and both wires.");
    }

    private double? Distance(TimeSpan echo)
    {
        var centimetres = echo.TotalSeconds * _speed / 2;
        return centimetres switch
        {
            > FarthestCentimetres => null,
            < NearestCentimetres => throw Unsound("The echo came from nearer than the sensor can measure"),
            _ => centimetres,
        };
    }

    private DistanceException Unsound(string what) => new(
        DistanceFault.Unsound,
        $"{what}: check the distance sensor at lines {_options.Trigger} and {_options.Echo}, its divider and what is near its wires.");
}
