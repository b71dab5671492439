using Gatehouse.Evaluation.Bench;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Tests.Screening;

/// <summary>
/// Whether U is what it says, over thermometers and situations that are drawn from the datasheet and the literature
/// (<see cref="DrawnSituation"/>) and sent through the real burst. Each variant has a window in which it sees a forehead.
/// </summary>
public sealed class CoverageTests
{
    private const int People = 2000;
    private const int Seed = 20;
    private const double Least = 0.93;
    private const double Most = 0.98;

    [Theory]
    [InlineData("DCI", 5, 15)]
    [InlineData("DCH", 5, 8)]
    [InlineData("DCC", 2, 3)]
    [InlineData("BCI", 5, 15)]
    [InlineData("BCH", 5, 8)]
    [InlineData("BCF", 5, 9)]
    [InlineData("BCC", 2, 3)]
    public Task As_its_datasheet_says_the_truth_is_within_U(string variant, double nearest, double farthest) =>
        CoversAsync(variant, nearest, farthest, calibrated: false);

    /// <summary>A BCK without a calibration is less certain than any policy allows.</summary>
    [Theory]
    [InlineData("DCI", 5, 15)]
    [InlineData("DCH", 5, 8)]
    [InlineData("DCC", 2, 3)]
    [InlineData("BCI", 5, 15)]
    [InlineData("BCH", 5, 8)]
    [InlineData("BCF", 5, 9)]
    [InlineData("BCC", 2, 3)]
    [InlineData("BCK", 5, 7)]
    public Task Calibrated_the_truth_is_within_U(string variant, double nearest, double farthest) =>
        CoversAsync(variant, nearest, farthest, calibrated: true);

    /// <summary>With 90° of view a third and more of it lies beyond a forehead from 2 cm on; nearer than that, a face warms the can.</summary>
    [Theory]
    [InlineData("BAA", false)]
    [InlineData("BAA", true)]
    [InlineData("DAA", false)]
    [InlineData("DAA", true)]
    public async Task A_view_wider_than_a_forehead_says_nothing(string variant, bool calibrated)
    {
        var coverage = new Coverage(Mlx90614Variant.Named(variant)!, new Random(Seed), nearest: 1, farthest: 2);

        var (_, measured) = await coverage.OfAsync(coverage.Anybody(100), calibrated, TestContext.Current.CancellationToken);

        Assert.Equal(0, measured);
    }

    private static async Task CoversAsync(string variant, double nearest, double farthest, bool calibrated)
    {
        var coverage = new Coverage(Mlx90614Variant.Named(variant)!, new Random(Seed), nearest, farthest);

        var (covered, measured) = await coverage.OfAsync(coverage.Anybody(People), calibrated, TestContext.Current.CancellationToken);

        Assert.True(measured > 0.95 * People, $"Only {measured} of {People} could be measured.");
        Assert.InRange((double)covered / measured, Least, Most);
    }
}
