namespace Gatehouse.Kiosk.Tests.Journal;

/// <summary>A disk whose flushes do not come back, until this is disposed of.</summary>
internal sealed class DiskHang : IDisposable
{
    private readonly MemoryDisk _disk;
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new();

    public DiskHang(MemoryDisk disk)
    {
        _disk = disk;
        disk.OnFlush = () =>
        {
            disk.Hangs = true;
            _began.TrySetResult();
            _over.Task.Wait();
            return false;
        };
    }

    /// <summary>Completes when a flush hangs.</summary>
    public Task Began => _began.Task;

    public void Dispose()
    {
        _disk.OnFlush = null;
        _disk.Hangs = false;
        _over.TrySetResult();
    }
}
