using Gatehouse.Hardware.Distance;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Distance;

/// <summary>A simulated TF-Luna at the real driver's line.</summary>
internal sealed class LightRuler : IDisposable
{
    private LightRuler(FakeTimeProvider time)
    {
        Line = new SimulatedSerialLine(time, 115_200);
        Sensor = new SimulatedTfLuna(Line, time) { Centimetres = 50 };
        Driver = new TfLuna(Line, time);
    }

    public SimulatedSerialLine Line { get; }

    public SimulatedTfLuna Sensor { get; }

    public TfLuna Driver { get; }

    public static void With(Func<LightRuler, FakeTimeProvider, Task> scene) => Stage.Play(async time =>
    {
        using var ruler = new LightRuler(time);
        await scene(ruler, time);
    });

    public Task<double?> MeasureAsync() => Driver.MeasureAsync(TestContext.Current.CancellationToken).AsTask();

    public async Task FailsAsync(DistanceFault fault, string says)
    {
        var failed = await Assert.ThrowsAsync<DistanceException>(MeasureAsync);
        Assert.Equal(fault, failed.Fault);
        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Driver.Dispose();
        Sensor.Dispose();
    }
}
