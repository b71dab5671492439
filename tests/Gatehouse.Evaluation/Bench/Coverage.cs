using Gatehouse.Contract;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Evaluation.Bench;

/// <summary>How often the truth lies within the stated U, over drawn thermometers and situations.</summary>
internal sealed class Coverage(Mlx90614Variant variant, Random random, double nearest, double farthest)
{
    // To set one against a reference takes long: each looks at so many people then, at a time of its own each.
    private const int PeopleEach = 5;

    private readonly DrawnSituation _situation = new(random, nearest, farthest);

    // One that says how uncertain it is, wherever it can be a policy at all.
    private readonly Policy _policy = new()
    {
        Revision = "coverage", Limit = 36, MostUncertain = 1, NearestCentimetres = nearest, FarthestCentimetres = farthest,
    };

    /// <summary>Covered and measured readings.</summary>
    /// <param name="people">The truth: each forehead and its room.</param>
    /// <param name="calibrated">Whether each thermometer was set against a reference before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<(int Covered, int Measured)> OfAsync(
        IEnumerable<(Celsius Skin, Celsius Room)> people, bool calibrated, CancellationToken cancellationToken)
    {
        var (covered, measured) = (0, 0);
        foreach (var some in people.Chunk(calibrated ? PeopleEach : 1))
        {
            using var thermometer = new BenchThermometer(variant, random.Next());
            _situation.Spread(thermometer.Chip, calibrated ? null : some[0].Skin);
            _situation.Surround(thermometer.Chip);
            var record = calibrated
                ? await thermometer.CalibrateAsync(
                    _situation.Normal(BenchThermometer.Reference.Uncertainty / UncertaintyBudget.CoverageFactor),
                    _situation.Normal(BenchThermometer.Reference.EmissivityUncertainty / UncertaintyBudget.CoverageFactor),
                    cancellationToken)
                : thermometer.Commissioned;
            foreach (var (skin, room) in some)
            {
                var drift = _situation.Age(thermometer.Chip);
                _situation.Place(thermometer.Chip, skin, room);
                if (await ReadAsync(thermometer, record, cancellationToken) is { Skin: { } read, Uncertainty: { } u })
                {
                    measured++;
                    covered += Math.Abs(read.Degrees - skin.Degrees) <= u ? 1 : 0;
                }

                thermometer.Chip.OwnError -= drift;
            }
        }

        return (covered, measured);
    }

    /// <summary>Foreheads and rooms as they come.</summary>
    public IEnumerable<(Celsius Skin, Celsius Room)> Anybody(int people) =>
        Enumerable.Range(0, people).Select(_ => (new Celsius(_situation.Between(33, 38.5)), new Celsius(_situation.Between(16, 30))));

    private Task<Reading> ReadAsync(BenchThermometer thermometer, CalibrationRecord record, CancellationToken cancellationToken)
    {
        var instrument = new Instrument(variant, new BudgetConditions(), _policy, record);
        var limit = new GateLimit(_policy);
        return BenchThermometer.ReadAsync(new BurstTaker(thermometer.Driver, instrument, limit), instrument.Burst, limit, cancellationToken);
    }
}
