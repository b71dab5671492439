namespace Gatehouse.Hardware.Input;

/// <summary>An input device cannot be taken, or is gone. The message says what to check.</summary>
/// <param name="denied">True when it may not be used: missing rights, another program holds it, or it cannot be told which one is meant.</param>
/// <param name="message">The sentence.</param>
public sealed class InputDeviceException(bool denied, string message) : IOException(message)
{
    /// <summary>True when it may not be used: missing rights, another program holds it, or it cannot be told which one is meant.</summary>
    public bool Denied { get; } = denied;
}
