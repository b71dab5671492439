using Gatehouse.Contract;
using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Sync;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>A line that lets through only so much before a request has taken too long.</summary>
public sealed class LineTooSlow
{
    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task Batches_shrink_until_they_get_through_and_grow_again(int most)
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await SyncWorkerTests.AppendAsync(journal, 900);
        using var host = new FakeHost();
        var epoch = journal.Head.Epoch;
        host.OnSend = (_, range) => range.To - range.From + 1 > most && host.LinesOf(epoch).Count < 5 * most
            ? throw new HostException("The host was not reached: it took longer than 30 s.", refused: false)
            : Task.CompletedTask;
        await using var forwarding = new Forwarding(journal, host);
        await host.WhenHoldsAsync(epoch, 901);

        Assert.Equal(500, host.Sent[0].Range.To);
        Assert.Contains(host.Sent, s => s.Range.To - s.Range.From + 1 <= most);
        Assert.Contains(host.Sent, s => s.Range.From > 1 && s.Range.To - s.Range.From + 1 > 100);
        SyncWorkerTests.AssertSame(disk, host);
    }

    [Fact]
    public void One_that_takes_long_makes_the_next_smaller_and_none_is_smaller_than_one()
    {
        var size = new BatchSize();
        Assert.Equal(Routes.MaxBatchRecords, size.Records);
        for (var i = 0; i < 20; i++)
        {
            size.Answered(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, size.Records);
        size.Answered(TimeSpan.FromSeconds(0.4));
        Assert.Equal(1, size.Records);
        for (var i = 0; i < 20; i++)
        {
            size.Answered(TimeSpan.Zero);
        }

        Assert.Equal(Routes.MaxBatchRecords, size.Records);
    }
}
