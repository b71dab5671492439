using Gatehouse.Evaluation.Figures;

namespace Gatehouse.Kiosk.Tests.Screening;

/// <summary>The intervals by which an evaluation is told, against worked examples.</summary>
public sealed class EstimateTests
{
    /// <summary>Wilson's interval of 24 in 30 and of none in 19.</summary>
    [Theory]
    [InlineData(24, 30, 0.627, 0.905)]
    [InlineData(0, 19, 0, 0.168)]
    public void A_share_has_the_interval_of_Wilson(int some, int all, double from, double to)
    {
        var share = Estimate.OfShare(some, all)!.Value;

        Assert.Equal((double)some / all, share.Value, 12);
        Assert.Equal(from, share.From, 0.001);
        Assert.Equal(to, share.To, 0.001);
    }

    /// <summary>By hand: components 1, 2/3, 1 and 1, 1, 2/3; variance 1/27 each, over three: a standard error of 0.1571.</summary>
    [Fact]
    public void An_area_has_the_interval_of_DeLong()
    {
        var area = Estimate.OfArea([3, 1.5, 4], [0, 1, 2])!.Value;
        var logit = Math.Log(8);

        Assert.Equal(8.0 / 9, area.Value, 12);
        Assert.Equal(1 / (1 + Math.Exp(-(logit - (1.959964 * 0.157135 / (8.0 / 81))))), area.From, 0.0005);
        Assert.InRange(area.To, area.Value, 1);
    }

    [Fact]
    public void Those_who_score_the_same_count_half() => Assert.Equal(0.5, Estimate.OfArea([1, 1], [1, 1])!.Value.Value);

    [Fact]
    public void Nobody_has_no_share_and_no_area()
    {
        Assert.Null(Estimate.OfShare(0, 0));
        Assert.Null(Estimate.OfArea([1], [0, 1]));
    }
}
