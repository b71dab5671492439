namespace Gatehouse.Contract;

/// <summary>A limit that follows those who passed this gate last: so far above their median as their spread allows.</summary>
/// <remarks>The spread is 1.4826 times the median distance from the median, which is a normal crowd's standard deviation and is not moved by a few.</remarks>
public sealed record CrowdLimit
{
    /// <summary>For how long somebody who passed counts, minutes, 5 to 480.</summary>
    public double Minutes { get; set; } = 45;

    /// <summary>With fewer the policy's limit holds as it stands, 10 to 200.</summary>
    public int Fewest { get; set; } = 20;

    /// <summary>How many count at most, the latest ones, 20 to 1000.</summary>
    public int Most { get; set; } = 100;

    /// <summary>How many spreads above the median the limit lies, 1 to 6.</summary>
    public double Spreads { get; set; } = 3;

    /// <summary>The least that a spread is taken for, °C, 0.05 to 1: a crowd may be alike by chance.</summary>
    public double LeastSpread { get; set; } = 0.25;

    /// <summary>The most that the limit rises within that time, and ever above the policy's own, °C, 0.05 to 2: no queue of warm people walks it upward.</summary>
    public double MostRise { get; set; } = 0.3;

    /// <summary>After so many different people referred in a row the crowd is forgotten and the policy's limit holds as it stands, 2 to 50: it is the weather then, or the thermometer.</summary>
    public int MostReferred { get; set; } = 5;
}
