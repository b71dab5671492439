using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Tests.Temperature;

public sealed class Mlx90614VariantTests
{
    /// <summary>The spot of a 90° view is as wide as its distance on either side; half of what it sees comes from beyond.</summary>
    [Theory]
    [InlineData(5, 5, 0.5)]
    [InlineData(10, 5, 0.0625)]
    public void Beyond_the_edge_of_its_view_it_still_sees_half(double radius, double distance, double beyond) =>
        Assert.Equal(beyond, Mlx90614Variant.Baa.Beyond(radius, distance), 9);

    [Fact]
    public void A_narrow_view_is_all_forehead_where_a_wide_one_is_not()
    {
        Assert.InRange(Mlx90614Variant.Dci.Beyond(2.5, 15), 0, 0.001);
        Assert.InRange(Mlx90614Variant.Named("DCH")!.Beyond(2.5, 15), 0.1, 0.2);
        Assert.InRange(Mlx90614Variant.Baa.Beyond(2.5, 15), 0.9, 1);
    }
}
