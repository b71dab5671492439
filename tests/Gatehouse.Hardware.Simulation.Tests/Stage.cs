using Microsoft.Extensions.Time.Testing;
using Xunit.Sdk;
using Xunit.v3;

// A scene looks at the whole thread pool before it lets time pass, so it must be the only one that works there.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Gatehouse.Hardware.Simulation.Tests;

/// <summary>
/// Plays a scene on fake time and one thread: whatever can run, runs; only when nothing can, time passes by a tick.
/// So a scene goes the same way each time, and takes no time.
/// </summary>
internal sealed class Stage : SynchronizationContext
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    // How long other threads may work, in real time, before the scene is given up.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int FirstLooks = 200;

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = [];
    private readonly Func<bool> _busy;
    private readonly Func<int> _held;

    // Those that belong to the test run, or wait for ever for tests that are over: the fewest that were ever seen at work.
    private int _others = PoolThreads;

    private Stage(Func<bool> busy, Func<int> held) => (_busy, _held) = (busy, held);

    /// <summary>How many threads of the pool work now.</summary>
    private static int PoolThreads
    {
        get
        {
            ThreadPool.GetMaxThreads(out var all, out _);
            ThreadPool.GetAvailableThreads(out var idle, out _);
            return all - idle;
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_ready)
        {
            _ready.Enqueue((d, state));
            Monitor.Pulse(_ready);
        }
    }

    /// <param name="scene">The scene.</param>
    /// <param name="tick">How much passes at once, if a scene of much quiet and long waits can do with more than a millisecond.</param>
    /// <param name="busy">Whether a thread of the scene's own works that is not of the pool; none, if it has none.</param>
    /// <param name="held">How many threads of the pool wait for the scene to go on; none, if none does.</param>
    public static void Play(Func<FakeTimeProvider, Task> scene, TimeSpan? tick = null, Func<bool>? busy = null, Func<int>? held = null)
    {
        var time = new FakeTimeProvider();
        var stage = new Stage(busy ?? (() => false), held ?? (() => 0));
        var before = Current;
        SetSynchronizationContext(stage);
        try
        {
            stage.LetOthersCome();
            stage.Run(scene(time), time, tick ?? TimeSpan.FromMilliseconds(1));
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Looks often enough for what only passes to pass, before anything of the scene's own can work.</summary>
    private void LetOthersCome()
    {
        for (var look = 0; look < FirstLooks; look++)
        {
            Thread.Yield();
            _others = Math.Min(_others, PoolThreads);
        }
    }

    private void Run(Task scene, FakeTimeProvider time, TimeSpan tick)
    {
        var began = time.GetTimestamp();
        while (!scene.IsCompleted)
        {
            var over = time.GetElapsedTime(began) > Longest;
            if (TryTake(over, out var next))
            {
                next.Callback(next.State);
            }
            else if (over)
            {
                throw new TimeoutException("The scene did not end within two hours of its time.");
            }
            else if (!SpinWait.SpinUntil(() => IsReady || IsQuiet, Patience))
            {
                throw new TimeoutException("Something beside the scene works and does not come to an end.");
            }
            else if (!IsReady)
            {
                time.Advance(tick);
            }
        }

        scene.GetAwaiter().GetResult();
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

    /// <summary>Whether nothing is on its way here from another thread: some of the framework's continuations take that detour.</summary>
    private bool IsQuiet
    {
        get
        {
            if (_busy() || ThreadPool.PendingWorkItemCount > 0)
            {
                return false;
            }

            var working = PoolThreads - _held();
            _others = Math.Min(_others, working);
            return working == _others;
        }
    }

    private bool TryTake(bool patient, out (SendOrPostCallback Callback, object? State) next)
    {
        lock (_ready)
        {
            if (patient && _ready.Count == 0)
            {
                Monitor.Wait(_ready, Patience);
            }

            return _ready.TryDequeue(out next);
        }
    }
}
