using Gatehouse.Contract;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Tests.Screening;

public sealed class UncertaintyBudgetTests
{
    // Seen as 36.2 °C, within the range about fever.
    private static readonly Celsius Skin = new(36.45);
    private static readonly Celsius Room = new(23);

    [Theory]
    [InlineData("instrument", 0.115)]
    [InlineData("noise", 0.058)]
    [InlineData("resolution", 0.003)]
    [InlineData("supply", 0.017)]
    [InlineData("emissivity", 0.074)]
    [InlineData("reflected", 0.031)]
    [InlineData("view", 0.073)]
    [InlineData("drift", 0.058)]
    public void Each_cause_has_its_part(string cause, double standard) =>
        Assert.Equal(standard, Assert.Single(Budget("DCI").Terms(Skin, Room, samples: 3), term => term.Name == cause).Standard, 0.001);

    [Fact]
    public void U_is_twice_the_root_of_their_squares()
    {
        var terms = Budget("DCI").Terms(Skin, Room, samples: 3);
        Assert.Equal(2 * Math.Sqrt(terms.Sum(t => t.Standard * t.Standard)), Budget("DCI").Expanded(Skin, Room, 3, scatter: 0), 12);
        Assert.InRange(Budget("DCI").Expanded(Skin, Room, 3, scatter: 0), 0.34, 0.38);
    }

    [Fact]
    public void More_samples_and_a_warmer_room_make_it_smaller_and_scatter_larger()
    {
        var usual = Budget("DCI").Expanded(Skin, Room, 3, scatter: 0);
        Assert.True(Budget("DCI").Expanded(Skin, Room, 9, scatter: 0) < usual);
        Assert.True(Budget("DCI").Expanded(Skin, new Celsius(30), 3, scatter: 0) < usual);
        Assert.True(Budget("DCI").Expanded(Skin, Room, 3, scatter: 0.3) > usual);
        Assert.Equal(usual, Budget("DCI").Expanded(Skin, Room, 3, scatter: 0.05), 12);
    }

    [Fact]
    public void Beside_the_range_about_fever_a_medical_one_is_worse() =>
        Assert.True(Budget("DCI").Expanded(new Celsius(35), Room, 3, scatter: 0) > Budget("DCI").Expanded(Skin, Room, 3, scatter: 0));

    [Theory]
    [InlineData(36.1, 0.3)]
    [InlineData(36.4, 0.2)]
    [InlineData(38.2, 0.2)]
    [InlineData(38.4, 0.3)]
    public void The_datasheets_range_is_of_what_the_thermometer_sees_which_is_less_than_the_skin(double skin, double accuracy) =>
        Assert.Equal(accuracy / Math.Sqrt(3), Budget("DCI").Terms(new Celsius(skin), Room, samples: 3)[0].Standard, 6);

    [Theory]
    [InlineData("DCI", 15, true)]
    [InlineData("DCH", 10, true)]
    [InlineData("DCH", 15, false)]
    [InlineData("BCI", 15, false)]
    [InlineData("DCC", 15, false)]
    [InlineData("DCC", 3, true)]
    [InlineData("BAA", 15, false)]
    public void Whether_a_thermometer_can_do_the_job_at_a_distance(string variant, double farthest, bool can) =>
        Assert.Equal(can, Budget(variant, farthest).Expanded(Skin, Room, 3, scatter: 0) <= new Policy { Revision = "p", Limit = 36.2 }.MostUncertain);

    private static UncertaintyBudget Budget(string variant, double farthest = 15) =>
        new(Mlx90614Variant.Named(variant)!, new BudgetConditions(), Samples.Plain with { SkinEmissivity = 0.98 }, farthest);
}
