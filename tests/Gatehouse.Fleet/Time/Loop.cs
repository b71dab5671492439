namespace Gatehouse.Fleet.Time;

/// <summary>
/// One thread that does whatever can be done, one thing after the other; only when nothing can and nothing works outside
/// of it, time jumps. So a run goes the same way each time.
/// </summary>
internal sealed class Loop : SynchronizationContext
{
    // How long a journal's thread or the network may take, in real time, before the run is given up.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = [];
    private readonly List<Func<bool>> _working = [];
    private int _outside;

    // Threads of the pool that belong to whoever started the run: the fewest that were ever seen at work.
    private int _others = int.MaxValue;

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_ready)
        {
            _ready.Enqueue((d, state));
            Monitor.Pulse(_ready);
        }
    }

    /// <summary>Names something that works on a thread of its own now and then.</summary>
    public void Watch(Func<bool> works) => _working.Add(works);

    /// <summary>It does so no more.</summary>
    public void Forget(Func<bool> works) => _working.Remove(works);

    /// <summary>Waits for what happens in real time, such as an answer from the network: meanwhile no time passes.</summary>
    public async Task<T> OutsideAsync<T>(Func<Task<T>> work)
    {
        _outside++;
        try
        {
            return await work();
        }
        finally
        {
            _outside--;
        }
    }

    /// <summary>Runs until the work is done.</summary>
    public static void Run(Func<Loop, Task> work, JumpingTime time)
    {
        var loop = new Loop();
        var before = Current;
        SetSynchronizationContext(loop);
        try
        {
            loop.Run(work(loop), time);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private void Run(Task work, JumpingTime time)
    {
        while (!work.IsCompleted)
        {
            if (TryTake(TimeSpan.Zero, out var next))
            {
                next.Callback(next.State);
            }
            else if (_outside > 0 || _working.Exists(works => works()))
            {
                if (TryTake(_outside > 0 ? Patience : TimeSpan.FromMilliseconds(1), out next))
                {
                    next.Callback(next.State);
                }
                else if (_outside > 0)
                {
                    throw new TimeoutException("Something outside does not come to an end.");
                }
            }
            else if (!SpinWait.SpinUntil(() => IsReady || IsPoolQuiet, Patience))
            {
                throw new TimeoutException("Something beside the run works and does not come to an end.");
            }
            else if (!IsReady && !time.TryJump())
            {
                throw new InvalidOperationException("Nothing is left to do, and the run is not over.");
            }
        }

        work.GetAwaiter().GetResult();
    }

    private bool IsReady
    {
        get
        {
            lock (_ready)
            {
                return _ready.Count > 0;
            }
        }
    }

    /// <summary>Whether nothing is on its way here over the thread pool, such as what a cancellation does.</summary>
    private bool IsPoolQuiet
    {
        get
        {
            if (ThreadPool.PendingWorkItemCount > 0)
            {
                return false;
            }

            ThreadPool.GetMaxThreads(out var all, out _);
            ThreadPool.GetAvailableThreads(out var idle, out _);
            _others = Math.Min(_others, all - idle);
            return all - idle == _others;
        }
    }

    private bool TryTake(TimeSpan patience, out (SendOrPostCallback Callback, object? State) next)
    {
        lock (_ready)
        {
            if (_ready.Count == 0 && patience > TimeSpan.Zero)
            {
                Monitor.Wait(_ready, patience);
            }

            return _ready.TryDequeue(out next);
        }
    }
}
