using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.IotBindings.Tests;

public sealed class IotMlx90614Tests
{
    [Fact]
    public void Samples_the_words_that_our_own_driver_samples() => With(async (chip, thermometer, time) =>
    {
        using var own = new Mlx90614(chip, new Mlx90614Options(), time);
        // Its turn comes first: it does not know that somebody else speaks on its bus, and the other waits each time.
        var sample = await SampleAsync(own);

        Assert.Equal(0x3C80, sample.TargetWord);
        Assert.Equal(sample, await SampleAsync(thermometer));
    });

    [Fact]
    public void A_burst_keeps_the_bus_quiet_for_each_sample() => With(async (chip, thermometer, _) =>
    {
        await thermometer.IdentifyAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(SampleAsync(thermometer), SampleAsync(thermometer), SampleAsync(thermometer));

        Assert.Equal(0, chip.Disturbances);
    });

    [Fact]
    public void Identifies_the_instrument_and_one_in_its_place() => With(async (chip, thermometer, _) =>
    {
        Assert.Equal(chip.Identity, await thermometer.IdentifyAsync(TestContext.Current.CancellationToken));
        chip.Fault = Mlx90614Fault.Swapped;
        Assert.NotEqual(chip.Identity, await thermometer.IdentifyAsync(TestContext.Current.CancellationToken));
    });

    [Theory]
    [InlineData(Mlx90614Fault.NoAcknowledge, ThermometerFault.NoAnswer, "0x5A")]
    [InlineData(Mlx90614Fault.StuckLow, ThermometerFault.BusStuck, "short circuit")]
    [InlineData(Mlx90614Fault.ErrorFlag, ThermometerFault.ErrorFlag, "0xBC80")]
    public void Refuses_what_the_bus_or_the_instrument_says_is_wrong(Mlx90614Fault fault, ThermometerFault expected, string says) => With(async (chip, thermometer, _) =>
    {
        chip.Fault = fault;
        var refusal = await Assert.ThrowsAsync<ThermometerException>(() => SampleAsync(thermometer));
        Assert.Equal(expected, refusal.Fault);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);

        chip.Fault = Mlx90614Fault.None;
        Assert.Equal(0x3C80, (await SampleAsync(thermometer)).TargetWord);
    });

    [Theory]
    [InlineData(0x0000, ThermometerFault.OutOfRange)]
    [InlineData(0x27AC, ThermometerFault.OutOfRange)]
    [InlineData(0x27AD, null)]
    [InlineData(0x3C81, null)]
    [InlineData(0x7FFF, null)]
    [InlineData(0x8000, ThermometerFault.ErrorFlag)]
    [InlineData(0xFFFE, ThermometerFault.ErrorFlag)]
    [InlineData(0xFFFF, ThermometerFault.OutOfRange)]
    public void Finds_the_word_behind_the_temperature(int word, ThermometerFault? fault) => Stage.Play(async time =>
    {
        using var bus = new WordI2c((ushort)word);
        using var thermometer = new IotMlx90614(bus, new Mlx90614Options(), time);
        if (fault is null)
        {
            Assert.Equal(word, (await SampleAsync(thermometer)).TargetWord);
        }
        else
        {
            Assert.Equal(fault, (await Assert.ThrowsAsync<ThermometerException>(() => SampleAsync(thermometer))).Fault);
        }
    });

    /// <summary>What the package lacks: our own driver refuses this sample.</summary>
    [Fact]
    public void Does_not_notice_a_wrong_packet_error_code() => With(async (chip, thermometer, time) =>
    {
        using var own = new Mlx90614(chip, new Mlx90614Options(), time);
        chip.Fault = Mlx90614Fault.BadPec;

        Assert.Equal(0x3C80, (await SampleAsync(thermometer)).TargetWord);
        Assert.Equal(ThermometerFault.BadCheck, (await Assert.ThrowsAsync<ThermometerException>(() => SampleAsync(own))).Fault);
    });

    private static void With(Func<SimulatedMlx90614, IotMlx90614, FakeTimeProvider, Task> scene) => Stage.Play(async time =>
    {
        using var chip = new SimulatedMlx90614(time, seed: 1) { NoiseScale = 0, TargetEmissivity = 1, Target = new Celsius(36.61) };
        using var thermometer = new IotMlx90614(chip, new Mlx90614Options(), time);
        await scene(chip, thermometer, time);
    });

    private static Task<ThermometerSample> SampleAsync(Thermometer thermometer) => thermometer.SampleAsync(TestContext.Current.CancellationToken);
}
