using Gatehouse.Contract;
using Gatehouse.Demo.Subjects;
using Gatehouse.Evaluation.Bench;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Evaluation.Fitting;

/// <summary>Chooses a policy's parameters on one file, as low a limit as a share of referrals among those without fever allows.</summary>
/// <param name="gate">The gate through which they walk.</param>
/// <param name="subjects">Whom they are chosen on.</param>
internal sealed class PolicyFit(EvaluatedGate gate, IReadOnlyList<Subject> subjects)
{
    /// <summary>From this oral temperature on somebody's is elevated, °C.</summary>
    public const double Elevated = 37.5;

    /// <summary>From this oral temperature on somebody is febrile, °C.</summary>
    public const double Febrile = 38.0;

    /// <summary>The share of those below <see cref="Elevated"/> that may be referred.</summary>
    public const double Target = 0.05;

    private const double NaiveLimit = 37.3;
    private const double LeastLimit = 33;
    private const double MostLimit = 39;
    private const double LimitStep = 0.01;
    private const double LeastSpreads = 1;
    private const double MostSpreads = 6;
    private const double SpreadsStep = 0.02;

    // About the best fixed limit noise decides: each that near is tried.
    private const int Near = 10;

    // Beyond a degree it is no room but the weather, or the thermometer.
    private const double Following = 1;

    // Two rooms nearer than that say nothing about a slope.
    private const double LeastContrast = 0.5;

    /// <summary>What people expect: a fever's limit on the skin, and one reading.</summary>
    public static FittedPolicy Naive { get; } = new("naive", Fixed(NaiveLimit) with { Revision = "naive", Readings = 1 });

    /// <summary>The share of those below <see cref="Elevated"/> that is referred.</summary>
    public static double ReferralOf(IEnumerable<Walked> walked) =>
        walked.Where(w => w.Subject.Oral < Elevated).Average(w => w.Referred ? 1.0 : 0.0);

    /// <summary>Those that are fitted.</summary>
    public async Task<IReadOnlyList<FittedPolicy>> AllAsync(CancellationToken cancellationToken)
    {
        var limit = await LowestAsync(Fixed, Target, cancellationToken);
        var start = Fixed(limit);
        var air = await AirAsync(start, cancellationToken);
        var atAir = await LowestAsync(l => FollowingAir(l, air), Target, cancellationToken);
        var spreads = await LowestAsync(s => FollowingCrowd(limit, s), LeastSpreads, MostSpreads, SpreadsStep, Target, cancellationToken);
        return
        [
            new FittedPolicy("fixed", start),
            new FittedPolicy("ambient", FollowingAir(atAir, air)),
            new FittedPolicy("crowd", FollowingCrowd(limit, spreads)),
        ];
    }

    /// <summary>The fixed limit that finds the most febrile of these very subjects at a share of referrals. For comparison: no gate can know it.</summary>
    public async Task<FittedPolicy> HindsightAsync(FittedPolicy beside, double share, CancellationToken cancellationToken)
    {
        var lowest = await LowestAsync(Fixed, share, cancellationToken);
        var (best, most) = (lowest, -1);
        for (var i = Near; i >= -Near; i--)
        {
            var limit = Math.Round(lowest + (i * LimitStep), 2);
            var walked = await gate.WalkAsync(subjects, Fixed(limit), cancellationToken);
            if (ReferralOf(walked) <= share && walked.Count(w => w.Referred && w.Subject.Oral >= Febrile) is var found && found >= most)
            {
                (best, most) = (limit, found);
            }
        }

        return new FittedPolicy($"hindsight for {beside.Name}", Fixed(best) with { Revision = "hindsight" }, IsHindsight: true);
    }

    private static Policy Fixed(double limit) => new() { Revision = "fixed", Limit = limit };

    private static Policy FollowingAir(double limit, AmbientLimit air) =>
        Fixed(limit) with { Revision = "ambient", Ambient = air, Floor = limit - Following, Ceiling = limit + Following };

    private static Policy FollowingCrowd(double limit, double spreads) =>
        Fixed(limit) with { Revision = "crowd", Crowd = new CrowdLimit { Spreads = spreads }, Floor = limit - Following, Ceiling = limit + Following };

    /// <summary>
    /// The slope is the median of the slopes between any two without fever (Theil and Sen), which a few odd ones do not move;
    /// it is read where the room's median is. Group 1's rooms, 20 to 24 °C, support it: its standard error is 0.02 to 0.03
    /// with slopes of 0.06 to 0.2, so that nothing need be taken from the literature.
    /// </summary>
    private async Task<AmbientLimit> AirAsync(Policy policy, CancellationToken cancellationToken)
    {
        var walked = await gate.WalkAsync(subjects, policy, cancellationToken);
        (double Room, double Skin)[] normal =
            [.. walked.Where(w => w.Subject.Oral < Elevated && w.Readings[0].Skin is not null).Select(w => (w.Subject.Room!.Value, w.Readings[0].Skin!.Value.Degrees))];
        var slopes = normal.SelectMany((a, i) => normal.Skip(i + 1)
            .Where(b => Math.Abs(b.Room - a.Room) >= LeastContrast)
            .Select(b => (b.Skin - a.Skin) / (b.Room - a.Room))).ToArray();
        var slope = slopes.Length == 0 ? 0 : Math.Clamp(Robust.MedianOf(slopes), 0, 0.5);
        return new AmbientLimit(Math.Round(Robust.MedianOf(normal.Select(n => n.Room)), 1), Math.Round(slope, 3));
    }

    private Task<double> LowestAsync(Func<double, Policy> policy, double share, CancellationToken cancellationToken) =>
        LowestAsync(policy, LeastLimit, MostLimit, LimitStep, share, cancellationToken);

    /// <summary>
    /// The least parameter found that refers no more than a share: of a limit, the more the fewer are referred. A crowd's limit
    /// hangs on who came before, so that its share jumps from step to step, and what is found may refer far fewer.
    /// </summary>
    private async Task<double> LowestAsync(
        Func<double, Policy> policy, double from, double to, double step, double share, CancellationToken cancellationToken)
    {
        var (least, most) = (0, (int)Math.Round((to - from) / step));
        while (least < most)
        {
            var middle = (least + most) / 2;
            var walked = await gate.WalkAsync(subjects, policy(At(middle)), cancellationToken);
            (least, most) = ReferralOf(walked) <= share ? (least, middle) : (middle + 1, most);
        }

        return At(least);

        double At(int steps) => Math.Round(from + (steps * step), 2);
    }
}
