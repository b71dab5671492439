namespace Gatehouse.Hardware.Serial;

/// <summary>A serial line cannot be opened, or is gone. The message says what to check.</summary>
/// <param name="denied">True when it is there and may not be used: missing rights, or another program holds it.</param>
/// <param name="message">The sentence.</param>
/// <param name="inner">What the system said.</param>
public sealed class SerialLineException(bool denied, string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>True when the line is there and may not be used: missing rights, or another program holds it.</summary>
    public bool Denied { get; } = denied;
}
