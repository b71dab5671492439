using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Proof;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Kiosk.Tests.Sync;

/// <summary>A worker that runs from its making until it is disposed of.</summary>
internal sealed class Forwarding : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SyncWorker _worker;
    private readonly Task _run;

    public Forwarding(SegmentJournal journal, HostLink host, TimeProvider? time = null, CheckpointWorker? checkpoints = null)
    {
        _worker = new SyncWorker(journal, host, new BackOff(new SyncOptions(), new Random(1)), time ?? new HastyTime(), Told) { Checkpoints = checkpoints };
        _run = Task.Run(() => _worker.RunAsync(_stop.Token));
    }

    /// <summary>What the worker logs.</summary>
    public LogLines<SyncWorker> Told { get; } = new();

    public SyncStatus Status => _worker.Status;

    /// <summary>Waits until the worker has said so much of itself; it does so just after an exchange.</summary>
    public Task WhenAsync(Func<SyncStatus, bool> reached) => Eventually.HoldsAsync(() => reached(Status));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _worker.Dispose();
        _stop.Dispose();
    }
}
