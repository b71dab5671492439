namespace Gatehouse.Hardware.Simulation;

/// <summary>How a visit ended, as the visitor saw it.</summary>
public enum VisitOutcome
{
    /// <summary>Through.</summary>
    Passed,

    /// <summary>The light said go and the visitor did not get or not want through.</summary>
    GaveUp,

    /// <summary>The light said step aside.</summary>
    Refused,

    /// <summary>The gate said nothing while the visitor's patience lasted.</summary>
    NoAnswer,
}
