using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Simulation.Tests;

/// <summary>
/// Plays a scene on fake time and one thread: whatever can run, runs; only when nothing can, time passes by a tick.
/// So a scene goes the same way each time, and takes no time.
/// </summary>
internal sealed class Stage : SynchronizationContext
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    private const int Looks = 4;

    // A cancellation goes round by the thread pool, whatever time it is on the stage.
    private static readonly TimeSpan PoolPatience = TimeSpan.FromSeconds(30);

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = [];

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
    public static void Play(Func<FakeTimeProvider, Task> scene, TimeSpan? tick = null)
    {
        var time = new FakeTimeProvider();
        var stage = new Stage();
        var before = Current;
        SetSynchronizationContext(stage);
        try
        {
            stage.Run(scene(time), time, tick ?? TimeSpan.FromMilliseconds(1));
        }
        finally
        {
            SetSynchronizationContext(before);
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
            else if (IsQuiet())
            {
                time.Advance(tick);
            }
        }

        scene.GetAwaiter().GetResult();
    }

    /// <summary>Whether nothing is on its way here from another thread: some of the framework's continuations take that detour.</summary>
    private bool IsQuiet()
    {
        for (var look = 0; look < Looks; look++)
        {
            Thread.Yield();
            if (ThreadPool.PendingWorkItemCount > 0)
            {
                return false;
            }
        }

        lock (_ready)
        {
            return _ready.Count == 0;
        }
    }

    private bool TryTake(bool patient, out (SendOrPostCallback Callback, object? State) next)
    {
        lock (_ready)
        {
            if (patient && _ready.Count == 0)
            {
                Monitor.Wait(_ready, PoolPatience);
            }

            return _ready.TryDequeue(out next);
        }
    }
}
