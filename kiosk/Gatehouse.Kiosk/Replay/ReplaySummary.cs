using Gatehouse.Contract;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Kiosk.Replay;

/// <summary>From which verdicts to which a replay came.</summary>
public sealed class ReplaySummary
{
    private readonly Dictionary<(string Was, string Is), int> _counts = [];

    /// <summary>Counts passages.</summary>
    public ReplaySummary(IEnumerable<ReplayedPassage> passages)
    {
        foreach (var passage in passages)
        {
            _counts[(passage.Was, passage.Is)] = _counts.GetValueOrDefault((passage.Was, passage.Is)) + 1;
            OtherReadings += passage.IsSame ? 0 : 1;
        }
    }

    /// <summary>How many were computed again.</summary>
    public int Passages => _counts.Values.Sum();

    /// <summary>How many have another verdict.</summary>
    public int Changed => _counts.Where(c => c.Key.Was != c.Key.Is).Sum(c => c.Value);

    /// <summary>How many have readings that differ in any digit.</summary>
    public int OtherReadings { get; }

    /// <summary>How many there are of each pair of verdicts.</summary>
    public IReadOnlyList<VerdictChange> Changes =>
        [.. _counts.OrderBy(c => c.Key.Was, StringComparer.Ordinal).ThenBy(c => c.Key.Is, StringComparer.Ordinal).Select(c => new VerdictChange(c.Key.Was, c.Key.Is, c.Value))];

    /// <summary>How many have a verdict now.</summary>
    public int Now(string verdict) => _counts.Where(c => c.Key.Is == verdict).Sum(c => c.Value);

    /// <summary>How many had it then.</summary>
    public int Then(string verdict) => _counts.Where(c => c.Key.Was == verdict).Sum(c => c.Value);

    /// <summary>What a calibration would have changed, had it been in force.</summary>
    /// <param name="state">What was in force.</param>
    /// <param name="disk">The journal.</param>
    /// <param name="calibration">The calibration.</param>
    /// <param name="since">From when on.</param>
    public static ReplaySummary WhatIf(KioskSnapshots state, JournalDisk disk, CalibrationRecord calibration, DateTimeOffset since) =>
        new(new VerdictReplay(state) { Under = then => then.Serial == calibration.Serial ? calibration : then }.Run(disk, since));
}
