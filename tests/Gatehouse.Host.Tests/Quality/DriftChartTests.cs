using Gatehouse.Host.Quality;

namespace Gatehouse.Host.Tests.Quality;

public sealed class DriftChartTests
{
    private static readonly DateOnly First = new(2026, 3, 1);

    [Fact]
    public void A_gate_is_compared_with_the_others_in_the_same_air_on_the_same_day()
    {
        var readings = Enumerable.Range(0, 21).SelectMany(i => new[]
        {
            new GateReading("a", First, 23, 35.0 + (i * 0.01)), new GateReading("b", First, 23, 35.2 + (i * 0.01)),
            new GateReading("a", First, 27, 36.0 + (i * 0.01)), new GateReading("b", First, 27, 36.2 + (i * 0.01)),
        });
        var days = DriftChart.Days(readings).ToList();
        Assert.Equal(["a", "b"], days.Select(d => d.Gate));
        Assert.All(days, d => Assert.Equal((d.Gate == "a" ? -0.2 : 0.2, 42), (Math.Round(d.Difference, 9), d.Readings)));
    }

    [Fact]
    public void A_gate_alone_or_with_too_few_readings_says_nothing()
    {
        Assert.Empty(DriftChart.Days(Enumerable.Range(0, 100).Select(i => new GateReading("a", First, 23, 35 + (i * 0.001)))));
        Assert.Empty(DriftChart.Days(Enumerable.Range(0, 100).Select(i => new GateReading(i < 19 ? "a" : "b", First, 23, 35))));
    }

    [Fact]
    public void Weather_and_a_wave_of_warm_people_at_all_gates_are_no_drift() =>
        Assert.DoesNotContain(Chart(new Random(1), days: 60, shift: (gate, day) => Math.Sin(day * 0.3) + (day > 40 ? 0.5 : 0)), s => s.IsAlarm);

    [Fact]
    public void A_gate_that_always_stands_apart_is_no_drift() =>
        Assert.DoesNotContain(Chart(new Random(2), days: 60, shift: (gate, _) => gate == 0 ? 0.4 : 0), s => s.IsAlarm);

    [Theory]
    [InlineData(0.2)]
    [InlineData(-0.2)]
    public void Two_tenths_of_a_degree_at_one_gate_are_found_within_ten_days(double step)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var chart = Chart(new Random(seed), days: 60, shift: (gate, day) => gate == 0 && day >= 40 ? step : 0);
            Assert.Contains(chart.Skip(40 - DriftChart.BaselineDays).Take(10), s => s.IsAlarm && Math.Sign(s.Level) == Math.Sign(step));
        }
    }

    [Fact]
    public void What_gates_differ_from_day_to_day_by_who_passes_where_is_no_drift()
    {
        var random = new Random(9);
        var alarming = 0;
        for (var gate = 0; gate < 100; gate++)
        {
            var days = Enumerable.Range(0, 80).Select(day => new GateDay("a", First.AddDays(day), 100, (Gauss(random) * 0.06) + (Gauss(random) * 0.08), 0.06)).ToList();
            alarming += DriftChart.Of(days).Any(s => s.IsAlarm) ? 1 : 0;
        }

        Assert.True(alarming < 25, $"{alarming} of 100 gates alarm within 60 days");
    }

    // Days of gates that do not drift, straight from the model by which the limits are stated.
    [Fact]
    public void Chance_alone_alarms_about_once_in_seven_hundred_days_of_a_gate()
    {
        var random = new Random(7);
        var (alarms, days) = (0, 0);
        for (var gate = 0; gate < 600; gate++)
        {
            var all = Enumerable.Range(0, 220).Select(day => new GateDay("a", First.AddDays(day), 100, Gauss(random) * 0.06, 0.06)).ToList();
            var chart = DriftChart.Of(all);
            days += chart.Count;
            // A new alarm, not one that goes on.
            alarms += chart.Where((s, i) => s.IsAlarm && (i == 0 || !chart[i - 1].IsAlarm)).Count();
        }

        Assert.InRange((double)days / alarms, 500, 1000);
    }

    private static IReadOnlyList<DriftSignal> Chart(Random random, int days, Func<int, int, double> shift)
    {
        var readings = new List<GateReading>();
        for (var day = 0; day < days; day++)
        {
            for (var gate = 0; gate < 3; gate++)
            {
                for (var i = 0; i < 120; i++)
                {
                    readings.Add(new GateReading($"g{gate}", First.AddDays(day), 23, 35 + shift(gate, day) + (Gauss(random) * 0.35)));
                }
            }
        }

        return DriftChart.Of([.. DriftChart.Days(readings).Where(d => d.Gate == "g0")]);
    }

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
