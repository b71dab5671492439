namespace Gatehouse.Hardware.Gate;

/// <summary>What the light says. A refusal looks the same whatever its reason.</summary>
public enum Signal
{
    /// <summary>Ready for a badge.</summary>
    Ready,

    /// <summary>Look here and hold still.</summary>
    Measuring,

    /// <summary>Once more, please.</summary>
    Again,

    /// <summary>Walk through.</summary>
    Go,

    /// <summary>Please step aside to the guard.</summary>
    StepAside,

    /// <summary>Out of service.</summary>
    OutOfService,
}
