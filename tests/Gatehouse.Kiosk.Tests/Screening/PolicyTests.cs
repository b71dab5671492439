using Gatehouse.Contract;
using CsCheck;

namespace Gatehouse.Kiosk.Tests.Screening;

public sealed class PolicyTests
{
    [Fact]
    public void The_defaults_around_a_limit_can_be_put_in_force() =>
        Assert.Empty(new Policy { Revision = "p1", Limit = 37.3 }.Faults());

    [Theory]
    [InlineData(29.9)]
    [InlineData(42.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_limit_that_is_no_skin_temperature_is_a_fault(double limit) =>
        Assert.Contains(Faults(p => p with { Limit = limit }), f => f.Contains("limit", StringComparison.Ordinal));

    [Fact]
    public void Each_fault_names_the_key_the_value_and_what_is_allowed() =>
        Assert.Equal("The policy's guardFactor is -0.5; allowed is 0 to 2.", Assert.Single(Faults(p => p with { GuardFactor = -0.5 })));

    [Fact]
    public void All_faults_are_named_at_once() =>
        Assert.Equal(3, Faults(p => p with { Readings = 0, Samples = 21, Spread = 9 }).Count);

    [Fact]
    public void Bounds_that_contradict_each_other_are_faults()
    {
        Assert.NotEmpty(Faults(p => p with { AmbientFrom = 30, AmbientTo = 20 }));
        Assert.NotEmpty(Faults(p => p with { AmbientFrom = 23, AmbientTo = 23 }));
        Assert.NotEmpty(Faults(p => p with { HumidityFrom = 60, HumidityTo = 40 }));
        Assert.NotEmpty(Faults(p => p with { HumidityTo = 101 }));
        Assert.NotEmpty(Faults(p => p with { Calibration = new() { MostResidual = 0.3, DriftBlocks = 0.3 } }));
        Assert.NotEmpty(Faults(p => p with { NearestCentimetres = 20, FarthestCentimetres = 10 }));
        Assert.NotEmpty(Faults(p => p with { Coldest = 38 }));
        Assert.NotEmpty(Faults(p => p with { Hottest = 37 }));
    }

    [Fact]
    public void No_value_is_kept_longer_than_its_record()
    {
        Assert.Empty(Faults(p => p with { ValueDays = 7, NameDays = 7, RecordDays = 7 }));
        Assert.Equal("The policy's recordDays is 365; allowed is 400 to 3650.", Assert.Single(Faults(p => p with { NameDays = 400 })));
        Assert.Single(Faults(p => p with { ValueDays = 0 }));
    }

    [Fact]
    public void A_revision_is_no_longer_than_other_names()
    {
        Assert.Empty(Faults(p => p with { Revision = new string('x', 128) }));
        Assert.Equal("The policy's revision has 129 characters; 128 are allowed.", Assert.Single(Faults(p => p with { Revision = new string('x', 129) })));
    }

    [Fact]
    public void A_policy_without_a_revision_cannot_be_named_by_records() =>
        Assert.Contains(Faults(p => p with { Revision = "" }), f => f.Contains("revision", StringComparison.Ordinal));

    [Fact]
    public void A_policy_by_which_nobody_could_be_referred_or_clear_is_a_fault()
    {
        Assert.NotEmpty(Faults(p => p with { Hottest = p.Limit + 0.1 }));
        Assert.NotEmpty(Faults(p => p with { Coldest = p.Limit - 0.1 }));
    }

    [Fact]
    public void No_number_of_samples_or_readings_outside_its_bounds_is_let_through() =>
        Gen.Select(Gen.Int[-5, 30], Gen.Int[-5, 30]).Sample((readings, samples) =>
            Faults(p => p with { Readings = readings, Samples = samples }).Count
            == (readings is < 1 or > 5 ? 1 : 0) + (samples is < 1 or > 20 ? 1 : 0));

    private static IReadOnlyList<string> Faults(Func<Policy, Policy> change) =>
        change(new Policy { Revision = "p1", Limit = 37.3 }).Faults();
}
