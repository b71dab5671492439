using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Simulation.Tests;

/// <summary>
/// Plays a scene on fake time and one thread: whatever can run, runs; only when nothing can, a millisecond passes.
/// So a scene goes the same way each time, and takes no time.
/// </summary>
internal sealed class Stage : SynchronizationContext
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _ready = new();

    public override void Post(SendOrPostCallback d, object? state) => _ready.Enqueue((d, state));

    public static void Play(Func<FakeTimeProvider, Task> scene)
    {
        var time = new FakeTimeProvider();
        var stage = new Stage();
        var before = Current;
        SetSynchronizationContext(stage);
        try
        {
            stage.Run(scene(time), time);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private void Run(Task scene, FakeTimeProvider time)
    {
        var began = time.GetTimestamp();
        while (!scene.IsCompleted)
        {
            if (_ready.TryDequeue(out var next))
            {
                next.Callback(next.State);
                continue;
            }

            if (time.GetElapsedTime(began) > Longest)
            {
                throw new TimeoutException("The scene did not end within two hours of its time.");
            }

            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        scene.GetAwaiter().GetResult();
    }
}
