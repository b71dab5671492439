using Gatehouse.Host.Quality;

namespace Gatehouse.Host.Tests.Quality;

public sealed class ScreeningSensitivityTests
{
    [Fact]
    public void Who_the_lot_finds_stands_for_all_who_were_missed()
    {
        // 8 found; of 1000 cleared every tenth was measured and 1 of them was febrile: about 10 were missed.
        var found = ScreeningSensitivity.Of(referredFebrile: 8, cleared: 1000, drawn: 100, drawnFebrile: 1);
        Assert.Equal(8 / 18.0, found.Estimate!.Value, 9);
        Assert.InRange(found.Estimate.Value, found.Low, found.High);
    }

    [Fact]
    public void Without_a_lot_nothing_is_known() => Assert.Equal(new ScreeningSensitivity(null, 0, 1), ScreeningSensitivity.Of(8, 1000, 0, 0));

    [Fact]
    public void Where_nobody_was_febrile_nothing_is_known_and_where_none_was_found_not_that_none_ever_is()
    {
        Assert.Equal(new ScreeningSensitivity(null, 0, 1), ScreeningSensitivity.Of(0, 1000, 50, 0));
        var none = ScreeningSensitivity.Of(0, 1000, 50, 1);
        Assert.Equal((0, 0), (none.Estimate, none.Low));
        Assert.InRange(none.High, 0.1, 0.9);
    }

    [Fact]
    public void The_interval_holds_the_truth_in_nineteen_of_twenty_simulated_months()
    {
        var random = new Random(4);
        var held = 0;
        const int Months = 2000;
        for (var month = 0; month < Months; month++)
        {
            var (found, cleared, drawn, drawnFebrile) = (0, 0, 0, 0);
            for (var person = 0; person < 4000; person++)
            {
                var febrile = random.NextDouble() < 0.02;
                if (febrile && random.NextDouble() < 0.7)
                {
                    found++;
                    continue;
                }

                cleared++;
                if (random.NextDouble() < 0.1)
                {
                    drawn++;
                    drawnFebrile += febrile ? 1 : 0;
                }
            }

            var estimate = ScreeningSensitivity.Of(found, cleared, drawn, drawnFebrile);
            held += estimate.Low <= 0.7 && estimate.High >= 0.7 ? 1 : 0;
        }

        Assert.InRange(held / (double)Months, 0.93, 0.99);
    }

    [Fact]
    public void Counts_that_contradict_each_other_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ScreeningSensitivity.Of(-1, 10, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScreeningSensitivity.Of(1, 10, 11, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScreeningSensitivity.Of(1, 10, 5, 6));
    }
}
