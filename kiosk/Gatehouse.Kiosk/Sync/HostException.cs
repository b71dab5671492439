namespace Gatehouse.Kiosk.Sync;

/// <summary>The host was not reached or did not take a batch.</summary>
public sealed class HostException(string message, bool refused, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>True when the host understood and said no: the same batch will be refused again.</summary>
    public bool Refused { get; } = refused;

    /// <summary>How long the host asked to wait.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
