using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Sync;

/// <summary>The way to the host: the network, or a host in the same process.</summary>
public abstract class HostLink : IDisposable
{
    /// <summary>What the host holds of an epoch.</summary>
    /// <exception cref="HostException">The host was not reached or gave no sound answer.</exception>
    public abstract Task<IngestAnswer> AskAsync(string epoch, CancellationToken cancellationToken);

    /// <summary>Sends a batch: journal lines, each with its line feed.</summary>
    /// <exception cref="HostException">The host was not reached, refused, or gave no sound answer.</exception>
    public abstract Task<IngestAnswer> SendAsync(string epoch, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken);

    /// <summary>The record of this number that the host holds; without a hash when it holds none, null when it does not say.</summary>
    /// <exception cref="HostException">The host was not reached or gave no sound answer.</exception>
    public virtual Task<HeldRecord?> AskAsync(string epoch, long number, CancellationToken cancellationToken) => Task.FromResult<HeldRecord?>(null);

    /// <summary>Shows a signed checkpoint and gives the host's countersignature; null when the host gives none.</summary>
    /// <exception cref="HostException">The host was not reached, refused, or gave no sound answer.</exception>
    public virtual Task<byte[]?> ConfirmAsync(ReadOnlyMemory<byte> checkpoint, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    /// <summary>What is to be changed to decide by the host's newest roster; null when nothing is, or the host has none.</summary>
    /// <param name="since">The revision that is in force; the host takes note of it.</param>
    /// <param name="digest">The <see cref="RosterDigest"/> of what is in force; the host compares it with what should be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HostException">The host was not reached, refused, or gave no sound answer.</exception>
    public virtual Task<RosterUpdate?> RosterAsync(string? since, string? digest, CancellationToken cancellationToken) => Task.FromResult<RosterUpdate?>(null);

    /// <summary>By which policies the host has this kiosk decide; null when that is what it has already, or the host has no policy.</summary>
    /// <param name="have">The mark of the plan that it has; null when it has none.</param>
    /// <param name="inForce">The revision of the policy that is in force; the host takes note of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HostException">The host was not reached, refused, or gave no sound answer.</exception>
    public virtual Task<PolicyPlan?> PoliciesAsync(string? have, string inForce, CancellationToken cancellationToken) => Task.FromResult<PolicyPlan?>(null);

    /// <summary>What is new, as it happens and every <see cref="Routes.NewsEvery"/> besides, until the line is gone.</summary>
    /// <exception cref="HostException">The host was not reached or refused, or fell silent.</exception>
    public virtual IAsyncEnumerable<HostNews> NewsAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<HostNews>();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connection.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
