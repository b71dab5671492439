namespace Gatehouse.Hardware.Gate;

/// <summary>The light a person sees.</summary>
public abstract class SignalLight
{
    /// <summary>Shows a signal until the next.</summary>
    public abstract void Show(Signal signal);

    /// <summary>What is wrong with what it shows, in a sentence; null where nothing is, or where that cannot be read back.</summary>
    public virtual string? Problem() => null;
}
