using Gatehouse.Hardware.Temperature;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Simulation.Tests;

public sealed class SimulatedMlx90614Tests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Skin_of_emissivity_098_reads_026_lower_in_a_room_of_22()
    {
        using var chip = Ideal();
        chip.Target = new Celsius(36);
        chip.TargetEmissivity = 0.98;
        chip.Ambient = new Celsius(22);

        Assert.Equal(36 - 0.26, Degrees(chip), 0.02);
    }

    [Fact]
    public void A_supply_of_33_volts_reads_018_higher()
    {
        using var chip = Ideal();
        chip.Target = new Celsius(36);
        chip.TargetEmissivity = 1;
        chip.SupplyVolts = 3.3;

        Assert.Equal(36.18, Degrees(chip), 0.02);
    }

    [Fact]
    public void A_view_of_which_two_in_a_hundred_are_a_room_of_22_reads_024_lower()
    {
        using var chip = Ideal();
        chip.Target = new Celsius(35);
        chip.TargetEmissivity = 1;
        chip.Ambient = new Celsius(22);
        chip.Fill = 0.98;

        Assert.Equal(35 - 0.24, Degrees(chip), 0.02);
    }

    [Fact]
    public void Skin_reflects_the_surroundings_and_not_the_can()
    {
        using var chip = Ideal();
        chip.Target = new Celsius(36);
        chip.TargetEmissivity = 0.98;
        chip.Ambient = new Celsius(30);
        chip.Surroundings = new Celsius(22);

        Assert.Equal(36 - 0.26, Degrees(chip), 0.02);
    }

    [Fact]
    public void An_error_that_is_set_is_read_and_grows_by_its_slope()
    {
        using var chip = new SimulatedMlx90614(_time, seed: 7) { Target = new Celsius(39), TargetEmissivity = 1, OwnError = 0.3, OwnErrorSlope = 0.05 };

        Assert.Equal(39 + 0.3 + (2 * 0.05), Enumerable.Range(0, 2000).Average(_ => Degrees(chip)), 0.01);
    }

    [Theory]
    [InlineData("BAA", 0.05, 0.5)]
    [InlineData("DCI", 0.10, 0.2)]
    [InlineData("DCC", 0.18, 0.2)]
    public void Noise_and_own_error_are_those_of_the_datasheet(string variant, double noise, double accuracy)
    {
        using var chip = new SimulatedMlx90614(_time, seed: 7, Mlx90614Variant.Named(variant)) { Target = new Celsius(36), TargetEmissivity = 1 };
        var degrees = Enumerable.Range(0, 2000).Select(_ => Degrees(chip)).ToArray();
        var mean = degrees.Average();

        Assert.Equal(noise, Math.Sqrt(degrees.Average(d => (d - mean) * (d - mean))), 0.01);
        Assert.InRange(mean, 36 - accuracy - 0.01, 36 + accuracy + 0.01);
        Assert.Equal(0, chip.Disturbances);
    }

    [Fact]
    public void A_reading_from_a_busy_bus_is_disturbed_and_counted()
    {
        using var chip = Ideal();
        var quiet = Degrees(chip);
        var hasty = Degrees(chip, TimeSpan.FromMilliseconds(649));

        Assert.Equal(1, chip.Disturbances);
        Assert.True(Math.Abs(hasty - quiet) > 0.5, $"{hasty} is too near {quiet}");
    }

    [Fact]
    public void The_same_seed_is_the_same_instrument()
    {
        using var one = new SimulatedMlx90614(_time, seed: 3);
        using var same = new SimulatedMlx90614(_time, seed: 3);
        using var other = new SimulatedMlx90614(_time, seed: 4);

        Assert.Equal(one.Serial, same.Serial);
        Assert.NotEqual(one.Serial, other.Serial);
        Assert.Equal(Degrees(one), Degrees(same));
    }

    [Fact]
    public void A_read_without_repeated_start_leaves_the_bus_high()
    {
        using var chip = Ideal();
        var answer = new byte[3];
        chip.Read(answer);

        Assert.Equal([0xFF, 0xFF, 0xFF], answer);
    }

    [Fact]
    public void A_cell_is_written_only_after_it_was_erased_and_with_its_code()
    {
        using var chip = Ideal();
        Write(chip, 0xFAE0);
        Assert.Equal(0xFFFF, Emissivity(chip));
        Write(chip, 0);
        Write(chip, 0xFAE0);
        Assert.Equal(0xFAE0, Emissivity(chip));
        Assert.Throws<IOException>(() => chip.Write([Mlx90614Words.Emissivity, 0, 0, 0]));
    }

    [Fact]
    public void Is_busy_for_5_ms_after_a_write()
    {
        using var chip = Ideal();
        chip.Write([Mlx90614Words.Emissivity, 0, 0, 0x28]);

        Assert.Throws<IOException>(() => Word(chip, Mlx90614Words.Target));
    }

    private SimulatedMlx90614 Ideal() => new(_time, seed: 1) { NoiseScale = 0 };

    private double Degrees(SimulatedMlx90614 chip, TimeSpan? quiet = null)
    {
        _time.Advance(quiet ?? TimeSpan.FromMilliseconds(650));
        return Mlx90614Words.ToCelsius(Word(chip, Mlx90614Words.Target)).Degrees;
    }

    private static ushort Emissivity(SimulatedMlx90614 chip) => Word(chip, Mlx90614Words.Emissivity);

    private static ushort Word(SimulatedMlx90614 chip, byte command)
    {
        Span<byte> answer = stackalloc byte[3];
        chip.WriteRead([command], answer);
        return (ushort)(answer[0] | (answer[1] << 8));
    }

    private void Write(SimulatedMlx90614 chip, ushort word)
    {
        var pec = SmbusPec.OfWrite(Mlx90614.FactoryAddress, Mlx90614Words.Emissivity, word);
        chip.Write([Mlx90614Words.Emissivity, (byte)word, (byte)(word >> 8), pec]);
        _time.Advance(TimeSpan.FromMilliseconds(10));
    }
}
