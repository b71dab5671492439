using Gatehouse.Demo;
using Gatehouse.Demo.Subjects;
using Gatehouse.Evaluation.Bench;
using Gatehouse.Evaluation.Figures;
using Gatehouse.Evaluation.Fitting;

namespace Gatehouse.Evaluation;

/// <summary>Tries every policy on a column of a file.</summary>
/// <param name="fit">The file on which parameters are chosen.</param>
/// <param name="seed">From which thermometers are drawn.</param>
internal sealed class Evaluation(FileInfo fit, int seed)
{
    private readonly EvaluatedGate _gate = new(seed);
    private readonly Dictionary<string, IReadOnlyList<FittedPolicy>> _fitted = [];

    /// <summary>One row for each policy.</summary>
    /// <exception cref="DemoException">A file is not there, or not of its form.</exception>
    public async Task<IReadOnlyList<Evaluated>> OfAsync(FileInfo file, string column, CancellationToken cancellationToken)
    {
        if (!_fitted.TryGetValue(column, out var fitted))
        {
            fitted = _fitted[column] = await new PolicyFit(_gate, Read(fit, column)).AllAsync(cancellationToken);
        }

        var subjects = Read(file, column);
        var (covered, measured) = await _gate.CoverageAsync(subjects, PolicyFit.Naive.Policy, cancellationToken);
        var coverage = Estimate.OfShare(covered, measured);
        var slope = await _gate.SlopeAsync(PolicyFit.Naive.Policy, cancellationToken);
        var rows = new List<Evaluated>();
        await AddAsync(PolicyFit.Naive, fittedOn: null);
        var onThis = new PolicyFit(_gate, subjects);
        foreach (var policy in fitted)
        {
            var share = await AddAsync(policy, fit.Name);
            if (policy.Policy is not { Ambient: null, Crowd: null })
            {
                await AddAsync(await onThis.HindsightAsync(policy, share, cancellationToken), file.Name);
            }
        }

        return rows;

        async Task<double> AddAsync(FittedPolicy policy, string? fittedOn)
        {
            var walked = await _gate.WalkAsync(subjects, policy.Policy, cancellationToken);
            rows.Add(Evaluated.Of(file.Name, column, fittedOn, policy, walked, coverage, slope));
            return PolicyFit.ReferralOf(walked);
        }
    }

    private static IReadOnlyList<Subject> Read(FileInfo file, string column)
    {
        var subjects = SubjectFile.Read(file, column);
        return subjects.FirstOrDefault(s => s.Room is null) is { } without
            ? throw new DemoException($"{file.Name} says nothing of the room (T_atm) for subject {without.Id}: a gate's instrument is as warm as its room, so each needs one.")
            : !subjects.Any(s => s.Oral < PolicyFit.Elevated)
                ? throw new DemoException($"{file.Name} holds nobody below {PolicyFit.Elevated} °C oral: without them no share of false referrals can be told.")
                : subjects;
    }
}
