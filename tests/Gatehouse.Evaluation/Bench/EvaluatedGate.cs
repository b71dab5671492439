using Gatehouse.Contract;
using Gatehouse.Demo.Subjects;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Evaluation.Bench;

/// <summary>A gate with a calibrated DCI, through which subjects walk. Each walk begins with the same thermometer.</summary>
/// <param name="seed">From which its thermometer's error and noise are drawn.</param>
internal sealed class EvaluatedGate(int seed)
{
    // The data set's days have 1 to 15 subjects, most of them fewer than any crowd: they come as one queue.
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private static Mlx90614Variant Variant => Mlx90614Variant.Dci;

    /// <summary>Sends subjects through in their order.</summary>
    /// <param name="subjects">Each has a room.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<Walked>> WalkAsync(IReadOnlyList<Subject> subjects, Policy policy, CancellationToken cancellationToken)
    {
        using var thermometer = new BenchThermometer(Variant, seed);
        var instrument = await InstrumentAsync(thermometer, policy, cancellationToken);
        var limit = new GateLimit(policy);
        var taker = new BurstTaker(thermometer.Driver, instrument, limit);
        var walked = new List<Walked>(subjects.Count);
        foreach (var subject in subjects)
        {
            var now = walked.Count * Between;
            limit.Pass(now);
            thermometer.Chip.Ambient = new Celsius(subject.Room!.Value);
            var readings = new List<Reading>();
            var verdict = Verdict.Remeasure;
            while (verdict == Verdict.Remeasure)
            {
                // Whose face was measured fewer times than they are asked shows what it showed last.
                thermometer.Chip.Target = new Celsius(subject.Skins[Math.Min(readings.Count, subject.Skins.Count - 1)]);
                readings.Add(await BenchThermometer.ReadAsync(taker, instrument.Burst, limit, cancellationToken));
                verdict = Screener.Judge(readings, policy);
            }

            limit.Take(verdict, readings, subject.Id, now);
            walked.Add(new Walked(subject, readings, verdict));
        }

        return walked;
    }

    /// <summary>The slope of its readings from 35 to 40 °C.</summary>
    public async Task<double> SlopeAsync(Policy policy, CancellationToken cancellationToken)
    {
        using var thermometer = new BenchThermometer(Variant, seed);
        return await Linearity.SlopeAsync(thermometer, await InstrumentAsync(thermometer, policy, cancellationToken), cancellationToken);
    }

    /// <summary>How often the first round's truth lies within U, each few subjects before a calibrated thermometer of their own.</summary>
    public Task<(int Covered, int Measured)> CoverageAsync(IReadOnlyList<Subject> subjects, Policy policy, CancellationToken cancellationToken)
    {
        // Drawn for this alone: what a gate decides must not hang on how its uncertainty is tried.
        var coverage = new Coverage(Variant, new Random(seed), policy.NearestCentimetres, policy.FarthestCentimetres);
        return coverage.OfAsync(subjects.Select(s => (new Celsius(s.Skins[0]), new Celsius(s.Room!.Value))), calibrated: true, cancellationToken);
    }

    private static async Task<Instrument> InstrumentAsync(BenchThermometer thermometer, Policy policy, CancellationToken cancellationToken) =>
        new(Variant, new BudgetConditions(), policy, await thermometer.CalibrateAsync(off: 0, emissivityOff: 0, cancellationToken));
}
