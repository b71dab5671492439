using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Simulation.Tests;

public sealed class AcceleratedTimeTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _real = new();

    [Fact]
    public async Task It_runs_faster_but_never_more_than_was_asked()
    {
        using var time = new AcceleratedTime(_real, 10);
        await PassAsync(time, TimeSpan.FromSeconds(1));
        Assert.InRange(time.GetUtcNow() - _real.Start, TimeSpan.FromSeconds(1), 10 * (_real.GetUtcNow() - _real.Start));
    }

    [Fact]
    public async Task Timers_fire_in_their_order_each_at_its_own_time()
    {
        using var time = new AcceleratedTime(_real, 1000);
        var fired = new List<(string Name, TimeSpan At)>();
        await using var late = Timer(time, fired, "late", 900);
        await using var early = Timer(time, fired, "early", 300);
        await using var middle = Timer(time, fired, "middle", 600);
        await PassAsync(time, TimeSpan.FromSeconds(2));
        lock (fired)
        {
            Assert.Equal([("early", Milliseconds(300)), ("middle", Milliseconds(600)), ("late", Milliseconds(900))], fired);
        }
    }

    [Fact]
    public async Task A_timer_that_was_changed_or_disposed_of_no_longer_fires()
    {
        using var time = new AcceleratedTime(_real, 100);
        var fired = new List<(string Name, TimeSpan At)>();
        await using var changed = Timer(time, fired, "changed", 100);
        changed.Change(Milliseconds(400), Timeout.InfiniteTimeSpan);
        var gone = Timer(time, fired, "gone", 200);
        await gone.DisposeAsync();
        await PassAsync(time, TimeSpan.FromSeconds(1));
        lock (fired)
        {
            Assert.Equal("changed", Assert.Single(fired).Name);
        }
    }

    [Fact]
    public async Task A_periodic_timer_keeps_its_period()
    {
        using var time = new AcceleratedTime(_real, 100);
        var fired = new List<TimeSpan>();
        await using var timer = time.CreateTimer(_ => Note(fired, time.GetElapsedTime(0)), null, Milliseconds(50), Milliseconds(500));
        await PassAsync(time, TimeSpan.FromSeconds(2));
        lock (fired)
        {
            Assert.Equal([50, 550, 1050, 1550], fired.Take(4).Select(t => t.TotalMilliseconds));
        }
    }

    [Fact]
    public async Task A_stall_of_the_process_is_not_made_up()
    {
        using var time = new AcceleratedTime(_real, 100);
        _real.AutoAdvanceAmount = TimeSpan.FromSeconds(5);
        var before = time.GetTimestamp();
        _real.Advance(Step);
        _real.AutoAdvanceAmount = TimeSpan.Zero;
        await PassAsync(time, TimeSpan.FromMilliseconds(200));
        Assert.True(time.GetElapsedTime(before) <= TimeSpan.FromSeconds(2));
    }

    /// <summary>Lets this much accelerated time pass, step by step, and what it sets off happen.</summary>
    private async Task PassAsync(AcceleratedTime time, TimeSpan length)
    {
        var end = time.GetTimestamp() + length.Ticks;
        while (time.GetTimestamp() < end)
        {
            _real.Advance(Step);
            await Task.Yield();
        }

        // A callback of the last timer is on the pool; this one is behind it.
        var behind = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(_ => behind.SetResult(), null);
        await behind.Task;
    }

    private static ITimer Timer(AcceleratedTime time, List<(string Name, TimeSpan At)> fired, string name, int milliseconds) =>
        time.CreateTimer(_ => Note(fired, (name, time.GetElapsedTime(0))), null, Milliseconds(milliseconds), Timeout.InfiniteTimeSpan);

    private static void Note<T>(List<T> fired, T what)
    {
        lock (fired)
        {
            fired.Add(what);
        }
    }

    private static TimeSpan Milliseconds(double length) => TimeSpan.FromMilliseconds(length);
}
