using CsCheck;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Tests.Screening;

namespace Gatehouse.Kiosk.Tests.Calibration;

public sealed class CalibrationRecordTests
{
    private static readonly ThermometerIdentity Identity = new(0x0123456789ABCDEF, 65535, 0x1234, 0x9FB4);

    [Fact]
    public void Is_made_from_the_thermometer_as_it_is_and_then_finds_no_difference()
    {
        var record = CalibrationRecord.Of("c1", DateTimeOffset.UnixEpoch, Identity);
        Assert.Equal("0123456789abcdef", record.Serial);
        Assert.Null(record.Difference(Identity));
    }

    [Fact]
    public void Tells_a_swapped_thermometer_from_a_changed_one()
    {
        var record = CalibrationRecord.Of("c1", DateTimeOffset.UnixEpoch, Identity);
        Assert.Equal("swapped", record.Difference(Identity with { Serial = 1 }));
        Assert.Equal("emissivityChanged", record.Difference(Identity with { Emissivity = 65534 }));
        Assert.Equal("emissivityChanged", record.Difference(Identity with { EmissivityTrim = 0 }));
        Assert.Equal("configurationChanged", record.Difference(Identity with { Configuration = 0 }));
        Assert.Equal("swapped", record.Difference(new ThermometerIdentity(1, 0, 0, 0)));
    }

    [Fact]
    public void A_small_serial_is_written_with_all_its_digits() =>
        Assert.Equal("0000000000000001", CalibrationRecord.Of("c1", DateTimeOffset.UnixEpoch, Identity with { Serial = 1 }).Serial);

    [Fact]
    public void At_nominal_supply_and_emissivity_one_the_sample_is_the_skin() =>
        Assert.Equal(36.5, Samples.Plain.Skin(Samples.At(36.5)).Degrees, 6);

    [Theory]
    [InlineData(3.0, 36.5)]
    [InlineData(3.3, 36.32)]
    [InlineData(2.7, 36.68)]
    public void A_higher_supply_reads_too_high_by_six_tenths_a_volt(double volts, double skin) =>
        Assert.Equal(skin, (Samples.Plain with { SupplyVolts = volts }).Skin(Samples.At(36.5)).Degrees, 6);

    [Fact]
    public void Skin_that_reflects_cooler_surroundings_is_warmer_than_it_looks()
    {
        // (309.65⁴ − 0.02 · 295.15⁴) / 0.98, fourth root: 36.7754 °C
        var skin = (Samples.Plain with { SkinEmissivity = 0.98 }).Skin(Samples.At(36.5, 22)).Degrees;
        Assert.Equal(36.7754, skin, 4);
    }

    [Fact]
    public void Among_surroundings_as_warm_as_itself_emissivity_does_not_matter() =>
        Gen.Select(Gen.Double[30, 40], Gen.Double[0.9, 1]).Sample((at, emissivity) =>
            Math.Abs((Samples.Plain with { SkinEmissivity = emissivity }).Skin(Samples.At(at, at)).Degrees - at) < 1e-9);

    [Fact]
    public void A_hotter_target_is_always_a_hotter_skin() =>
        Gen.Select(Gen.Double[30, 43], Gen.Double[0.01, 2], Gen.Double[10, 40]).Sample((target, more, ambient) =>
        {
            var record = Samples.Plain with { SkinEmissivity = 0.98, SupplyVolts = 3.3 };
            return record.Skin(Samples.At(target + more, ambient)) > record.Skin(Samples.At(target, ambient));
        });
}
