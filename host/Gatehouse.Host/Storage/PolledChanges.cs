namespace Gatehouse.Host.Storage;

/// <summary>A file tells nobody that it changed: it is looked at several times a second, which costs one machine little.</summary>
internal sealed class PolledChanges(TimeProvider time) : ChangeSignal
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromMilliseconds(200), time);

    /// <inheritdoc/>
    public override async Task<string?> WaitAsync(CancellationToken cancellationToken)
    {
        await _timer.WaitForNextTickAsync(cancellationToken);
        return null;
    }

    /// <inheritdoc/>
    public override Task AnnounceAsync(string what, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _timer.Dispose();
        return ValueTask.CompletedTask;
    }
}
