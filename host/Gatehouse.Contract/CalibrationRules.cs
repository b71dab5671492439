namespace Gatehouse.Contract;

/// <summary>By what a thermometer is calibrated and checked; part of the policy.</summary>
public sealed record CalibrationRules
{
    /// <summary>How long it must have been under power before, minutes, 0 to 120.</summary>
    public double WarmUpMinutes { get; set; } = 30;

    /// <summary>The reference's temperatures to fit to, °C, two to five between 25 and 45.</summary>
    public IReadOnlyList<double> Points { get; set; } = [33, 38];

    /// <summary>The reference's temperature to verify at, °C, within those.</summary>
    public double Verification { get; set; } = 35.5;

    /// <summary>Samples at each temperature, 10 to 100.</summary>
    public int Samples { get; set; } = 40;

    /// <summary>The most that may be left at a point or the verification, °C, 0.05 to 0.3.</summary>
    public double MostResidual { get; set; } = 0.1;

    /// <summary>The most that is corrected by an offset, °C, 0.1 to 2; a thermometer that needs more is faulty.</summary>
    public double MostOffset { get; set; } = 1;

    /// <summary>The most that a gain may differ from 1, 0.005 to 0.1; a thermometer that needs more is faulty.</summary>
    public double MostGain { get; set; } = 0.03;

    /// <summary>Days until it is to be done again, 1 to 730.</summary>
    public int DueDays { get; set; } = 365;

    /// <summary>How far off a check may find it before it warns, °C.</summary>
    public double DriftWarns { get; set; } = 0.2;

    /// <summary>How far off a check may find it before the gate no longer measures, °C.</summary>
    public double DriftBlocks { get; set; } = 0.3;

    /// <summary>Within how many hours it is held against a reference again, 1 to 168: once a shift, say; null where that is not asked for. Overdue it is told.</summary>
    public double? CheckHours { get; set; }

    /// <summary>What is wrong with them, one sentence each; empty when they can be put in force.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (name, value, from, to) in new (string, double, double, double)[]
        {
            ("warmUpMinutes", WarmUpMinutes, 0, 120), ("samples", Samples, 10, 100), ("mostResidual", MostResidual, 0.05, 0.3),
            ("mostOffset", MostOffset, 0.1, 2), ("mostGain", MostGain, 0.005, 0.1), ("dueDays", DueDays, 1, 730),
            ("driftWarns", DriftWarns, 0.05, DriftBlocks), ("driftBlocks", DriftBlocks, DriftWarns, 1),
            ("checkHours", CheckHours ?? 1, 1, 168),
        })
        {
            if (double.IsNaN(value) || value < from || value > to)
            {
                yield return FormattableString.Invariant($"The policy's calibration.{name} is {value}; allowed is {from} to {to}.");
            }
        }

        if (MostResidual >= DriftBlocks)
        {
            yield return FormattableString.Invariant($"The policy's calibration.mostResidual is {MostResidual} and its driftBlocks {DriftBlocks}: a calibration could leave what a check blocks at; mostResidual is the smaller.");
        }

        if (Points.Count is < 2 or > 5 || Points.Any(p => p is not (>= 25 and <= 45)) || Points.Zip(Points.Skip(1)).Any(pair => pair.Second - pair.First < 1))
        {
            yield return "The policy's calibration.points are two to five temperatures between 25 and 45 °C, rising by a degree or more.";
        }
        else if (!(Verification > Points[0] && Verification < Points[^1]) || Points.Contains(Verification))
        {
            yield return "The policy's calibration.verification lies between the points and is none of them.";
        }
    }
}
