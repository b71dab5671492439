using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Sync;

namespace Gatehouse.Kiosk.Tests.Faults;

public sealed class HostUnreachable
{
    [Fact]
    public async Task The_kiosk_says_why_and_sends_everything_when_the_host_is_back()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        using var host = new FakeHost();
        var away = true;
        host.OnAsk = _ => away ? throw new HostException("The host was not reached.", refused: false) : Task.CompletedTask;
        await using var forwarding = new Forwarding(journal, host);
        await SyncWorkerTests.AppendAsync(journal, 10);
        await host.WhenAsync(() => host.Asked > 3);
        await forwarding.WhenAsync(s => s is { Reached: false, Problem: "The host was not reached.", Waiting: 11 });

        Volatile.Write(ref away, false);
        await host.WhenHoldsAsync(journal.Head.Epoch, 11);
        await forwarding.WhenAsync(s => s is { Reached: true, Problem: null, Waiting: 0 });
        SyncWorkerTests.AssertSame(disk, host);
    }

    [Fact]
    public async Task Records_reach_the_host_when_it_goes_away_in_the_middle()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await SyncWorkerTests.AppendAsync(journal, 1400);
        using var host = new FakeHost();
        host.OnSend = (_, _) => host.Sent.Count is 2 or 3 ? throw new HostException("gone", refused: false) : Task.CompletedTask;
        await using var forwarding = new Forwarding(journal, host);
        await host.WhenHoldsAsync(journal.Head.Epoch, 1401);
        Assert.Equal([new(1, 500), new(501, 1000), new(501, 750), new(501, 625), new(626, 875), new(876, 1375), new(1376, 1401)], host.Sent.Select(s => s.Range));
    }

    [Fact]
    public async Task Waits_grow_while_it_is_away_and_keep_to_their_bounds()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        using var host = new FakeHost();
        host.OnAsk = _ => throw new HostException("away", refused: false);
        var time = new HastyTime();
        await using (new Forwarding(journal, host, time))
        {
            await host.WhenAsync(() => host.Asked > 30);
        }

        AssertBounds(time);
        Assert.True(time.Waits.Max() > TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Waits_grow_also_when_it_answers_questions_but_takes_no_batch()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        using var host = new FakeHost();
        host.OnSend = (_, _) => throw new HostException("The host answered 503.", refused: false);
        var time = new HastyTime();
        await using (new Forwarding(journal, host, time))
        {
            await host.WhenAsync(() => host.Asked > 30);
        }

        AssertBounds(time);
        Assert.True(time.Waits.Max() > TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Waits_as_long_as_a_busy_host_asks_for()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        using var host = new FakeHost();
        host.OnSend = (_, _) => host.Sent.Count == 1 ? throw new HostException("busy", refused: false, TimeSpan.FromSeconds(42)) : Task.CompletedTask;
        var time = new HastyTime();
        await using var forwarding = new Forwarding(journal, host, time);
        await host.WhenHoldsAsync(journal.Head.Epoch, 1);
        Assert.Equal(TimeSpan.FromSeconds(42), Assert.Single(time.Waits));
    }

    [Fact]
    public async Task Appending_never_waits_for_a_host_that_does_not_answer()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        using var host = new FakeHost();
        var never = new TaskCompletionSource();
        host.OnSend = (_, _) => never.Task;
        await using var forwarding = new Forwarding(journal, host);
        await host.WhenAsync(() => host.Sent.Count == 1);
        var entries = await journal.AppendFaultsAsync(100);
        Assert.Equal(101, entries[^1].Sequence);
    }

    private static void AssertBounds(HastyTime time)
    {
        foreach (var (wait, failure) in time.Waits.Select((wait, failure) => (wait, failure)))
        {
            Assert.InRange(wait.TotalSeconds, 0, Math.Min(300, 0.5 * Math.Pow(2, failure)));
        }
    }
}
