namespace Gatehouse.Hardware.Gate;

/// <summary>Why a distance sensor gave no distance.</summary>
public enum DistanceFault
{
    /// <summary>It did not answer.</summary>
    NoAnswer,

    /// <summary>It answered with what cannot be a distance.</summary>
    Unsound,
}
