using Gatehouse.Contract;
using Gatehouse.Evaluation.Bench;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Tests.Screening;

/// <summary>No reading is pulled towards normal.</summary>
public sealed class LinearityTests
{
    private static readonly Policy Policy = new() { Revision = "linearity", Limit = 37 };

    [Theory]
    [InlineData(1, 0.4, 0)]
    [InlineData(2, -0.4, 0)]
    [InlineData(3, 0, 0.03)]
    [InlineData(4, 0.2, -0.03)]
    public async Task A_calibrated_thermometer_shows_each_degree_from_35_to_40_as_one(int seed, double error, double errorSlope)
    {
        using var thermometer = new BenchThermometer(Mlx90614Variant.Dci, seed);
        thermometer.Chip.OwnError = error;
        thermometer.Chip.OwnErrorSlope = errorSlope;
        var record = await thermometer.CalibrateAsync(off: 0, emissivityOff: 0, TestContext.Current.CancellationToken);

        var slope = await Linearity.SlopeAsync(
            thermometer, new Instrument(Mlx90614Variant.Dci, new BudgetConditions(), Policy, record), TestContext.Current.CancellationToken);

        Assert.InRange(slope, 0.98, 1.02);
    }
}
