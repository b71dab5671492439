using System.Device.Gpio;
using Gatehouse.Hardware.Distance;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Gpio;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Distance;

/// <summary>A simulated HC-SR04 wired to the real driver.</summary>
internal sealed class Ruler : IDisposable
{
    public const int Trigger = 18;
    public const int Echo = 19;

    private readonly GpioController _gpio;
    private readonly FakeTimeProvider _time;

    public Ruler(FakeTimeProvider time, Celsius air)
    {
        _time = time;
        Edges = new SimulatedLineEdges(time);
        Sensor = new SimulatedHcSr04(Chip, Edges, Trigger, Echo, time) { Centimetres = 50 };
        _gpio = new GpioController(Chip);
        Driver = new HcSr04(_gpio, Edges, new HcSr04Options { Trigger = Trigger, Echo = Echo, Air = air }, time);
    }

    public SimulatedGpioChip Chip { get; } = new();

    public SimulatedLineEdges Edges { get; }

    public SimulatedHcSr04 Sensor { get; }

    public HcSr04 Driver { get; }

    public static void With(Func<Ruler, FakeTimeProvider, Task> scene, double air = 20) => Stage.Play(async time =>
    {
        using var ruler = new Ruler(time, new Celsius(air));
        await scene(ruler, time);
    });

    public Task<double?> MeasureAsync() => Driver.MeasureAsync(TestContext.Current.CancellationToken).AsTask();

    public async Task FailsAsync(DistanceFault fault, string says)
    {
        var failed = await Assert.ThrowsAsync<DistanceException>(MeasureAsync);
        Assert.Equal(fault, failed.Fault);
        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
    }

    /// <summary>A pulse on the trigger's line, without the driver.</summary>
    public async Task PulseAsync(TimeSpan length)
    {
        _gpio.Write(Trigger, PinValue.High);
        if (length > TimeSpan.Zero)
        {
            await Task.Delay(length, _time);
        }

        _gpio.Write(Trigger, PinValue.Low);
    }

    /// <summary>The edges of the next 100 ms, and when each could be read.</summary>
    public async Task<List<(LineEdge Edge, TimeSpan Read)>> EdgesAsync()
    {
        var edges = new List<(LineEdge, TimeSpan)>();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100), _time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var edge in Edges.ReadAsync(stop.Token))
            {
                edges.Add((edge, Edges.Now));
            }
        });
        return edges;
    }

    public void Dispose()
    {
        Driver.Dispose();
        _gpio.Dispose();
        Sensor.Dispose();
        Edges.Dispose();
        Chip.Dispose();
    }
}
