namespace Gatehouse.EndToEnd.Tests.Support;

/// <summary>A moment in the work of a process, told by what it writes.</summary>
internal sealed class Moment : IDisposable
{
    private const int MostMilliseconds = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly FileSystemWatcher _watcher;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;

    private Moment(string folder, int writes)
    {
        _left = writes;
        _watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size };
        _watcher.Changed += (_, _) =>
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _reached.TrySetResult();
            }
        };
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Somewhere behind one of the next writes into a folder: between this write, its flush and what follows from it.</summary>
    public static async Task BehindAWriteAsync(string folder, Random random, int writes)
    {
        var after = TimeSpan.FromMilliseconds(MostMilliseconds * random.NextDouble());
        using var moment = new Moment(folder, random.Next(1, writes + 1));
        await moment._reached.Task.WaitAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);
        await Task.Delay(after, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for a moment that only those who walk bring about; fails with them.</summary>
    public static async Task AmongAsync(Task walking, Task moment)
    {
        if (await Task.WhenAny(moment, walking) == walking && !moment.IsCompleted)
        {
            await walking;
            Assert.Fail("Nobody walks any more, and the moment has not come.");
        }

        await moment;
    }

    public void Dispose() => _watcher.Dispose();
}
