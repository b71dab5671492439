using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Sync;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>The host is restored from yesterday's backup: its watermark goes back.</summary>
public sealed class HostPutBack
{
    [Fact]
    public async Task What_it_lost_is_sent_again_over_the_next_connection()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk, Journals.SmallSegments);
        await SyncWorkerTests.AppendAsync(journal, 30);
        using var host = new FakeHost();
        await using var forwarding = new Forwarding(journal, host);
        await host.WhenHoldsAsync(journal.Head.Epoch, 31);

        var breaks = true;
        host.OnSend = (_, _) => Interlocked.Exchange(ref breaks, false) ? throw new HostException("gone", refused: false) : Task.CompletedTask;
        host.PutBack(journal.Head.Epoch, 12);
        await SyncWorkerTests.AppendAsync(journal, 1);
        await host.WhenHoldsAsync(journal.Head.Epoch, 32);
        SyncWorkerTests.AssertSame(disk, host);
    }

    [Fact]
    public async Task Also_when_the_kiosk_noticed_no_break()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        using var host = new FakeHost();
        await using var forwarding = new Forwarding(journal, host);
        await SyncWorkerTests.AppendAsync(journal, 30);
        await host.WhenHoldsAsync(journal.Head.Epoch, 31);
        host.PutBack(journal.Head.Epoch, 12);
        await SyncWorkerTests.AppendAsync(journal, 1);
        await host.WhenHoldsAsync(journal.Head.Epoch, 32);
        await forwarding.WhenAsync(s => s is { Reached: true, Problem: null, Waiting: 0 });
        SyncWorkerTests.AssertSame(disk, host);
    }

    [Fact]
    public async Task Older_epochs_too()
    {
        using var disk = new MemoryDisk();
        await using (var before = Journals.Open(disk))
        {
            await SyncWorkerTests.AppendAsync(before, 20);
        }

        await using var journal = Journals.Open(disk, Journals.Options with { Kiosk = Gatehouse.Contract.KioskId.Parse("gate-9") });
        using var host = new FakeHost();
        var epochs = journal.Reader.Epochs();
        await using (new Forwarding(journal, host))
        {
            await host.WhenHoldsAsync(epochs[0], 21);
        }

        host.PutBack(epochs[0], 3);
        await using var again = new Forwarding(journal, host);
        await host.WhenHoldsAsync(epochs[0], 21);
    }
}
