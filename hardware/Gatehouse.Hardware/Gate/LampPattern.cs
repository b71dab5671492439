namespace Gatehouse.Hardware.Gate;

/// <summary>
/// Which of three lamps are on, and what that says. All patterns are steady. Amber means that the gate waits for
/// something; dark is out of service, so that a gate without power says the truth.
/// </summary>
/// <param name="Green">The green lamp.</param>
/// <param name="Amber">The amber lamp.</param>
/// <param name="Red">The red lamp.</param>
public readonly record struct LampPattern(bool Green, bool Amber, bool Red)
{
    /// <summary>What it says; a pattern that means nothing reads as a gate out of service.</summary>
    public Signal Signal => this switch
    {
        (false, true, false) => Signal.Ready,
        (true, true, false) => Signal.Measuring,
        (false, true, true) => Signal.Again,
        (true, false, false) => Signal.Go,
        (false, false, true) => Signal.StepAside,
        _ => Signal.OutOfService,
    };

    /// <summary>The pattern of a signal.</summary>
    public static LampPattern Of(Signal signal) => signal switch
    {
        Signal.Ready => new(false, true, false),
        Signal.Measuring => new(true, true, false),
        Signal.Again => new(false, true, true),
        Signal.Go => new(true, false, false),
        Signal.StepAside => new(false, false, true),
        _ => default,
    };
}
