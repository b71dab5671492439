using Gatehouse.Contract;
using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Sync;

namespace Gatehouse.Kiosk.Tests.Faults;

public sealed class HostRefuses
{
    [Fact]
    public async Task A_refused_batch_holds_up_no_other_and_no_record_to_come()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await SyncWorkerTests.AppendAsync(journal, 1400);
        using var host = new FakeHost();
        host.OnSend = (_, range) => range.From == 1 ? throw new HostException("The host answered 422: chain.", refused: true) : Task.CompletedTask;
        await using var forwarding = new Forwarding(journal, host, new Microsoft.Extensions.Time.Testing.FakeTimeProvider());
        var epoch = journal.Head.Epoch;
        await host.WhenAsync(() => host.LinesOf(epoch).Count == 901);
        await forwarding.WhenAsync(s => s is { Reached: true, Problem: "The host answered 422: chain.", Waiting: 500 });

        // No time passes here: what happens now does not wait for the next attempt.
        var entry = await journal.AppendAsync(Drafts.Fault(1));
        await host.WhenAsync(() => host.LinesOf(epoch).ContainsKey(entry.Sequence));
        Assert.Single(host.Sent, s => s.Range.From == 1);
    }

    [Fact]
    public async Task A_refused_batch_is_offered_again_with_growing_waits_until_it_is_taken()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await SyncWorkerTests.AppendAsync(journal, 10);
        using var host = new FakeHost();
        host.OnSend = (_, _) => host.Sent.Count < 20 ? throw new HostException("The host answered 422: chain.", refused: true) : Task.CompletedTask;
        var time = new HastyTime();
        await using var forwarding = new Forwarding(journal, host, time);
        await host.WhenHoldsAsync(journal.Head.Epoch, 11);
        await forwarding.WhenAsync(s => s is { Reached: true, Problem: null });
        Assert.Equal(19, time.Waits.Count);
        Assert.True(time.Waits.Max() > TimeSpan.FromSeconds(30));
        SyncWorkerTests.AssertSame(disk, host);
    }

    [Fact]
    public async Task Waits_grow_also_while_what_follows_the_refused_batch_is_held_and_only_that_batch_is_offered_again()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await SyncWorkerTests.AppendAsync(journal, 1400);
        using var host = new FakeHost();
        host.OnSend = (_, range) => range.From == 1 ? throw new HostException("The host answered 422: chain.", refused: true) : Task.CompletedTask;
        var time = new HastyTime();
        await using (var forwarding = new Forwarding(journal, host, time))
        {
            await host.WhenAsync(() => host.Asked > 25);
            Assert.Equal(["Records wait on this kiosk: The host answered 422: chain."], forwarding.Told.Warnings);
            Assert.Equal("The host answered 422: chain.", forwarding.Status.Problem);
        }

        Assert.True(time.Waits.Max() > TimeSpan.FromMinutes(1));
        Assert.Equal([new(501, 1000), new(1001, 1401)], host.Sent.Select(s => s.Range).Where(r => r.From > 1));
    }

    [Fact]
    public async Task Waits_grow_also_while_people_pass()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        // More than one batch: who passes is never in the same one as what is refused.
        await SyncWorkerTests.AppendAsync(journal, 600);
        using var host = new FakeHost();
        host.OnSend = (_, range) => range.From == 1 ? throw new HostException("The host answered 422: chain.", refused: true) : Task.CompletedTask;
        var time = new HastyTime();
        await using var forwarding = new Forwarding(journal, host, time);
        for (var passed = 0; passed < 25; passed++)
        {
            var entry = await journal.AppendAsync(Drafts.Fault(passed));
            await host.WhenAsync(() => host.LinesOf(entry.Epoch).ContainsKey(entry.Sequence));
            await host.WhenAsync(() => host.Asked > passed + 1);
        }

        Assert.True(time.Waits.Max() > TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_conflict_is_reported_and_nothing_is_overwritten()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await journal.AppendFaultsAsync(3);
        using var twin = disk.AfterKill();
        using var host = new FakeHost();
        await using var other = Journals.Open(twin);
        await other.AppendAsync(Drafts.Granted("other"));
        await journal.AppendAsync(Drafts.Granted("this"));
        host.OnSend = (_, _) => host.Sent.Count == 1
            ? host.SendAsync(other.Head.Epoch, Batches.Read(other.Reader, other.Head.Epoch, new(1, 5)).Lines, CancellationToken.None)
            : Task.CompletedTask;
        await using var forwarding = new Forwarding(journal, host, new Microsoft.Extensions.Time.Testing.FakeTimeProvider());
        await forwarding.WhenAsync(s => s.Problem is not null);
        Assert.Contains("409", forwarding.Status.Problem, StringComparison.Ordinal);
        Assert.Equal(other.Head.Hash, JournalLine.ReadRecord(System.Text.Encoding.UTF8.GetBytes(host.LinesOf(other.Head.Epoch)[5])).Hash);
    }

    [Fact]
    public async Task A_host_that_takes_records_without_holding_them_is_not_flooded()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await SyncWorkerTests.AppendAsync(journal, 10);
        using var host = new ForgetfulHost();
        var time = new HastyTime();
        await using var forwarding = new Forwarding(journal, host, time);
        await forwarding.WhenAsync(s => s.Problem is not null);
        Assert.Contains("only up to 0", forwarding.Status.Problem, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => host.Sent >= 20);

        Assert.True(time.Waits.Max() > TimeSpan.FromSeconds(30));
    }

    private sealed class ForgetfulHost : HostLink
    {
        private int _sent;

        public int Sent => Volatile.Read(ref _sent);

        public override Task<IngestAnswer> AskAsync(string epoch, CancellationToken cancellationToken) =>
            Task.FromResult(new IngestAnswer(epoch, 0, [], null));

        public override Task<IngestAnswer> SendAsync(string epoch, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _sent);
            return AskAsync(epoch, cancellationToken);
        }
    }
}
