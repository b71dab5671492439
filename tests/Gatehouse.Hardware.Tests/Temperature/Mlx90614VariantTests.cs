using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Tests.Temperature;

public sealed class Mlx90614VariantTests
{
    [Theory]
    [InlineData(0xFFFF, true)]
    [InlineData(0xFAE0, false)]
    public void One_with_an_emissivity_of_its_own_does_not_give_what_it_sees(int register, bool gives) =>
        Assert.Equal(gives, new ThermometerIdentity(1, (ushort)register, 0, 0).GivesWhatItSees);

    /// <summary>The spot of a 90° view is as wide as its distance on either side; half of what it sees comes from beyond.</summary>
    [Theory]
    [InlineData(5, 5, 0.5)]
    [InlineData(10, 5, 0.0625)]
    public void Beyond_the_edge_of_its_view_it_still_sees_half(double radius, double distance, double beyond) =>
        Assert.Equal(beyond, Mlx90614Variant.Baa.Beyond(radius, distance), 9);

    [Theory]
    [InlineData("DCI", 37, 23, 0.2)]
    [InlineData("DCI", 34, 23, 0.3)]
    [InlineData("DCI", 37, 12, 0.5)]
    [InlineData("DCI", 37, 41, 0.5)]
    [InlineData("BAA", 37, 23, 0.5)]
    [InlineData("BCK", 37, 23, 0.75)]
    public void Its_accuracy_is_that_of_its_grade_for_the_target_and_the_room(string name, double target, double room, double accuracy) =>
        Assert.Equal(accuracy, Mlx90614Variant.Named(name)!.AccuracyAt(new Celsius(target), new Celsius(room)));

    [Fact]
    public void A_narrow_view_is_all_forehead_where_a_wide_one_is_not()
    {
        Assert.InRange(Mlx90614Variant.Dci.Beyond(2.5, 15), 0, 0.001);
        Assert.InRange(Mlx90614Variant.Named("DCH")!.Beyond(2.5, 15), 0.1, 0.2);
        Assert.InRange(Mlx90614Variant.Baa.Beyond(2.5, 15), 0.9, 1);
    }
}
