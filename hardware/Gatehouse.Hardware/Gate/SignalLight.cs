namespace Gatehouse.Hardware.Gate;

/// <summary>The light a person sees.</summary>
public abstract class SignalLight
{
    /// <summary>Shows a signal until the next.</summary>
    public abstract void Show(Signal signal);
}
