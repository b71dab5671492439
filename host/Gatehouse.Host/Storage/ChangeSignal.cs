namespace Gatehouse.Host.Storage;

/// <summary>Tells when something that others on the same data may have done is to be looked at.</summary>
internal abstract class ChangeSignal : IAsyncDisposable
{
    /// <summary>Waits until it is time to look.</summary>
    /// <returns>What was announced; null where it is time to look anyhow.</returns>
    public abstract Task<string?> WaitAsync(CancellationToken cancellationToken);

    /// <summary>Tells everybody who waits, this process among them.</summary>
    public abstract Task AnnounceAsync(string what, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
