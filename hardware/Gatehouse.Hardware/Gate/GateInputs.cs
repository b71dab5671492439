namespace Gatehouse.Hardware.Gate;

/// <summary>The contacts of a gate that software only observes. All are closed when all is well, so that a cut wire reads as an alarm.</summary>
public abstract class GateInputs
{
    /// <summary>True while the fire loop is open, read at this moment: nothing may be locked.</summary>
    public abstract bool FireLoopOpen { get; }

    /// <summary>What is active at first, then every change, until cancelled.</summary>
    public abstract IAsyncEnumerable<GateInputChange> ReadAsync(CancellationToken cancellationToken);
}
