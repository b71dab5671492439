using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Sync;

namespace Gatehouse.Kiosk.Tests.Faults;

public sealed class AnswerLost
{
    [Fact]
    public async Task The_kiosk_asks_what_the_host_holds_and_sends_the_rest()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await SyncWorkerTests.AppendAsync(journal, 700);
        using var host = new FakeHost();
        host.OnStored = (_, _) => host.Sent.Count == 1 ? throw new HostException("the answer was lost", refused: false) : Task.CompletedTask;
        await using var forwarding = new Forwarding(journal, host);
        await host.WhenHoldsAsync(journal.Head.Epoch, 701);
        Assert.Equal([new(1, 500), new(501, 701)], host.Sent.Select(s => s.Range));
        SyncWorkerTests.AssertSame(disk, host);
    }

    [Fact]
    public async Task A_batch_sent_again_changes_nothing()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await SyncWorkerTests.AppendAsync(journal, 5);
        using var host = new FakeHost();
        var (batch, last, _) = Batches.Read(journal.Reader, journal.Head.Epoch, new(1, 6));
        Assert.Equal(6, last);
        var first = await host.SendAsync(journal.Head.Epoch, batch, TestContext.Current.CancellationToken);
        var second = await host.SendAsync(journal.Head.Epoch, batch, TestContext.Current.CancellationToken);
        Assert.Equal(first.Watermark, second.Watermark);
        SyncWorkerTests.AssertSame(disk, host);
    }
}
