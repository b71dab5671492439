using Gatehouse.Contract;
using CsCheck;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Tests.Screening;

/// <summary>The limit is 37.5 and g·U 0.25, which a double holds exactly: clear below 37.25, refer above 37.75.</summary>
public sealed class ScreenerTests
{
    private static readonly Policy Exact = Samples.Policy with { Limit = 37.5 };

    [Theory]
    [InlineData(37.24, Verdict.Clear)]
    [InlineData(37.25, Verdict.Remeasure)]
    [InlineData(37.5, Verdict.Remeasure)]
    [InlineData(37.75, Verdict.Remeasure)]
    [InlineData(37.76, Verdict.Refer)]
    public void A_first_reading_is_compared_with_the_guarded_limit(double skin, Verdict verdict) =>
        Assert.Equal(verdict, Screener.Judge([Samples.Reading(skin)], Exact));

    [Theory]
    [InlineData(37.49, Verdict.Clear)]
    [InlineData(37.5, Verdict.Refer)]
    public void Without_a_guard_the_limit_itself_decides(double skin, Verdict verdict) =>
        Assert.Equal(verdict, Screener.Judge([Samples.Reading(skin)], Exact with { GuardFactor = 0, Readings = 1 }));

    [Fact]
    public void The_guard_follows_the_readings_own_uncertainty()
    {
        Assert.Equal(Verdict.Clear, Screener.Judge([Samples.Reading(37.2, 0.25)], Exact));
        Assert.Equal(Verdict.Remeasure, Screener.Judge([Samples.Reading(37.2, 0.5)], Exact));
    }

    [Theory]
    [InlineData(37.4, 37.4, 37.6, Verdict.Clear)]
    [InlineData(37.4, 37.5, 37.6, Verdict.Refer)]
    [InlineData(37.6, 37.6, 37.3, Verdict.Refer)]
    public void After_the_last_remeasurement_the_combined_reading_is_compared_with_the_limit(double a, double b, double c, Verdict verdict)
    {
        Assert.Equal(Verdict.Remeasure, Screener.Judge([Samples.Reading(a)], Exact));
        Assert.Equal(Verdict.Remeasure, Screener.Judge([Samples.Reading(a), Samples.Reading(b)], Exact));
        Assert.Equal(verdict, Screener.Judge([Samples.Reading(a), Samples.Reading(b), Samples.Reading(c)], Exact));
    }

    [Fact]
    public void A_remeasurement_outside_the_guard_decides_at_once()
    {
        Assert.Equal(Verdict.Clear, Screener.Judge([Samples.Reading(37.6), Samples.Reading(37.0)], Exact));
        Assert.Equal(Verdict.Refer, Screener.Judge([Samples.Reading(37.4), Samples.Reading(38.0)], Exact));
    }

    [Fact]
    public void What_could_not_be_measured_is_measured_again_and_at_last_not_measurable()
    {
        var nothing = Samples.Reading(null);
        Assert.Equal(Verdict.Remeasure, Screener.Judge([nothing], Exact));
        Assert.Equal(Verdict.Remeasure, Screener.Judge([nothing, nothing], Exact));
        Assert.Equal(Verdict.NotMeasurable, Screener.Judge([nothing, nothing, nothing], Exact));
        Assert.Equal(Verdict.Refer, Screener.Judge([Samples.Reading(37.6), nothing, nothing], Exact));
    }

    [Fact]
    public void Nobody_is_clear_by_a_last_reading_that_says_nothing()
    {
        var nothing = Samples.Reading(null);
        Assert.Equal(Verdict.NotMeasurable, Screener.Judge([Samples.Reading(37.4), nothing, nothing], Exact));
        Assert.Equal(Verdict.NotMeasurable, Screener.Judge([Samples.Reading(37.4), Samples.Reading(37.3), nothing], Exact));
        Assert.Equal(Verdict.Clear, Screener.Judge([Samples.Reading(37.4), nothing, Samples.Reading(37.3)], Exact));
    }

    [Fact]
    public void Hotter_never_gets_a_milder_verdict()
    {
        var readings = Gen.Double[36, 39].Array[1, 3];
        Gen.Select(readings, Gen.Double[0, 2], Gen.Int[0, 2]).Sample((skins, more, which) =>
        {
            var hotter = skins.Select((s, i) => i == which % skins.Length ? s + more : s);
            return Judge(hotter) >= Judge(skins);
        });
    }

    [Fact]
    public void The_last_reading_always_settles_it() =>
        Gen.Double[30, 43].Array[3].Sample(skins => Judge(skins) is Verdict.Clear or Verdict.Refer);

    [Fact]
    public void Nobody_far_above_the_limit_is_clear_and_nobody_far_below_is_referred() =>
        Gen.Double[30, 43].Sample(skin => Judge([skin]) switch
        {
            Verdict.Clear => skin < 37.25,
            Verdict.Refer => skin > 37.75,
            _ => skin is >= 37.25 and <= 37.75,
        });

    private static Verdict Judge(IEnumerable<double> skins) =>
        Screener.Judge([.. skins.Select(s => Samples.Reading(s))], Exact);
}
