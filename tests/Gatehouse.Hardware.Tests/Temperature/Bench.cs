using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Temperature;

/// <summary>A thermometer on the bench, looking at a black body.</summary>
internal sealed class Bench : IDisposable
{
    public Bench(FakeTimeProvider time)
    {
        Chip = new SimulatedMlx90614(time, seed: 1) { NoiseScale = 0, TargetEmissivity = 1, Target = new Celsius(36.61) };
        Driver = new Mlx90614(Chip, new Mlx90614Options(), time);
    }

    public SimulatedMlx90614 Chip { get; }

    public Mlx90614 Driver { get; }

    public static void With(Func<Bench, FakeTimeProvider, Task> scene) => Stage.Play(async time =>
    {
        using var bench = new Bench(time);
        await scene(bench, time);
    });

    /// <summary>A sample refused for a fault, with the sentence a technician reads.</summary>
    public static void Refuses(Mlx90614Fault fault, ThermometerFault expected, string says) => With(async (bench, _) =>
    {
        bench.Chip.Fault = fault;
        var refusal = await Assert.ThrowsAsync<ThermometerException>(() => bench.SampleAsync());
        Assert.Equal(expected, refusal.Fault);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);

        bench.Chip.Fault = Mlx90614Fault.None;
        Assert.Equal(0x3C80, (await bench.SampleAsync()).TargetWord);
        Assert.Equal(0, bench.Chip.Disturbances);
    });

    public Task<ThermometerSample> SampleAsync() => Driver.SampleAsync(TestContext.Current.CancellationToken);

    public Task<ThermometerIdentity> IdentifyAsync() => Driver.IdentifyAsync(TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Driver.Dispose();
        Chip.Dispose();
    }
}
