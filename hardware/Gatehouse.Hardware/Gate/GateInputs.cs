namespace Gatehouse.Hardware.Gate;

/// <summary>The contacts of a gate that software only observes. Both are closed when all is well, so that a cut wire reads as an alarm.</summary>
public abstract class GateInputs
{
    /// <summary>True while the fire loop is open: nothing may be locked.</summary>
    public abstract bool FireLoopOpen { get; }

    /// <summary>True while the housing is open.</summary>
    public abstract bool HousingOpen { get; }
}
