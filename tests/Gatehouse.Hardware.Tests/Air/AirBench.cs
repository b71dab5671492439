using Gatehouse.Hardware.Air;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Tests.Air;

/// <summary>An air sensor on the bench.</summary>
internal sealed class AirBench(TimeProvider time) : IDisposable
{
    public SimulatedSht3x Chip => field ??= new SimulatedSht3x(time) { Air = new AirSample(new Celsius(21.5), 47) };

    private Sht3x Driver => field ??= new Sht3x(Chip, time);

    public static void With(Func<AirBench, Task> scene) => Stage.Play(async time =>
    {
        using var bench = new AirBench(time);
        await scene(bench);
    });

    public Task<AirSample> MeasureAsync() => Driver.MeasureAsync(TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Driver.Dispose();
        Chip.Dispose();
    }
}
