using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Temperature;

public sealed class Mlx90614Tests
{
    [Fact]
    public void Samples_target_and_ambient() => Bench.With(async (bench, _) =>
    {
        bench.Chip.Ambient = new Celsius(22.01);
        var sample = await bench.SampleAsync();

        Assert.Equal(0x3C80, sample.TargetWord);
        Assert.Equal(36.61, sample.Target.Degrees, 0.001);
        Assert.Equal(22.01, sample.Ambient.Degrees, 0.001);
        Assert.Equal(Mlx90614Words.FromCelsius(new Celsius(22.01)), sample.AmbientWord);
    });

    [Fact]
    public void Identifies_the_instrument() => Bench.With(async (bench, _) =>
    {
        var identity = await bench.IdentifyAsync();

        Assert.Equal(new ThermometerIdentity(bench.Chip.Serial, 0xFFFF, 0x2A33, 0x9FB5), identity);
    });

    [Fact]
    public void A_burst_keeps_the_bus_quiet_for_each_sample() => Bench.With(async (bench, time) =>
    {
        await bench.IdentifyAsync();
        var began = time.GetTimestamp();
        for (var i = 0; i < 5; i++)
        {
            await bench.SampleAsync();
        }

        Assert.Equal(0, bench.Chip.Disturbances);
        Assert.InRange(time.GetElapsedTime(began), 5 * bench.Driver.Settling, 5 * bench.Driver.Settling + TimeSpan.FromMilliseconds(10));
    });

    [Fact]
    public void Callers_at_once_are_served_one_after_another() => Bench.With(async (bench, time) =>
    {
        var began = time.GetTimestamp();
        await Task.WhenAll(bench.SampleAsync(), bench.IdentifyAsync(), bench.SampleAsync());

        Assert.Equal(0, bench.Chip.Disturbances);
        Assert.True(time.GetElapsedTime(began) >= 2 * bench.Driver.Settling);
    });

    [Fact]
    public void A_cancelled_wait_leaves_the_bus_quiet_and_free() => Bench.With(async (bench, time) =>
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(0.5), time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Driver.SampleAsync(soon.Token));
        var cancelled = time.GetTimestamp();
        await bench.SampleAsync();

        // The half second that was already quiet counts.
        Assert.True(time.GetElapsedTime(cancelled) < TimeSpan.FromSeconds(0.2));
        Assert.Equal(0, bench.Chip.Disturbances);
    });

    [Fact]
    public void A_quiet_too_short_for_the_variant_is_noticed_by_the_instrument() => Stage.Play(async time =>
    {
        using var chip = new SimulatedMlx90614(time, seed: 1);
        using var driver = new Mlx90614(chip, new Mlx90614Options { Settling = TimeSpan.FromSeconds(0.25) }, time);
        await driver.SampleAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, chip.Disturbances);
    });

    [Fact]
    public void Refuses_a_settling_below_a_quarter_second()
    {
        using var chip = new SimulatedMlx90614(TimeProvider.System, seed: 1);
        var options = new Mlx90614Options { Settling = TimeSpan.FromSeconds(0.24) };

        Assert.Throws<ArgumentOutOfRangeException>(() => new Mlx90614(chip, options, new FakeTimeProvider()));
    }
}
