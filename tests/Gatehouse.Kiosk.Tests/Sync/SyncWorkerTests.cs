using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.Tests.Journal;

namespace Gatehouse.Kiosk.Tests.Sync;

public sealed class SyncWorkerTests
{
    [Fact]
    public async Task Sends_what_the_journal_holds_byte_by_byte_until_the_host_has_all_of_it()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk, Journals.SmallSegments);
        await AppendAsync(journal, 1200);
        using var host = new FakeHost();
        await using var forwarding = new Forwarding(journal, host);
        await host.WhenHoldsAsync(journal.Head.Epoch, 1201);

        AssertSame(disk, host);
        Assert.Equal([new(1, 500), new(501, 1000), new(1001, 1201)], host.Sent.Select(s => s.Range));
        await forwarding.WhenAsync(s => s == new SyncStatus(Reached: true, 1201, 0, null));
    }

    [Fact]
    public async Task Sends_nothing_the_host_already_holds()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await AppendAsync(journal, 10);
        using var host = new FakeHost();
        await using (new Forwarding(journal, host))
        {
            await host.WhenHoldsAsync(journal.Head.Epoch, 11);
        }

        host.Sent.Clear();
        await using var forwarding = new Forwarding(journal, host);
        var entry = await journal.AppendAsync(Drafts.Fault(1));
        await host.WhenHoldsAsync(entry.Epoch, entry.Sequence);
        Assert.All(host.Sent, s => Assert.True(s.Range.From > 11));
    }

    [Fact]
    public async Task Sends_each_record_as_soon_as_it_is_durable()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        using var host = new FakeHost();
        await using var forwarding = new Forwarding(journal, host);
        for (var i = 0; i < 20; i++)
        {
            var entry = await journal.AppendAsync(Drafts.Granted($"p{i}", "Ann"));
            await host.WhenHoldsAsync(entry.Epoch, entry.Sequence);
        }

        AssertSame(disk, host);
    }

    [Fact]
    public async Task Sends_what_happens_now_before_what_waits_from_before()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await AppendAsync(journal, 1500);
        using var host = new FakeHost();
        var first = true;
        host.OnSend = async (_, _) =>
        {
            if (first)
            {
                first = false;
                await journal.AppendFaultsAsync(3);
            }
        };
        await using var forwarding = new Forwarding(journal, host);
        await host.WhenHoldsAsync(journal.Head.Epoch, 1504);

        Assert.Equal([new(1, 500), new(1502, 1504), new(501, 1000), new(1001, 1500), new(1501, 1501)], host.Sent.Select(s => s.Range));
        AssertSame(disk, host);
    }

    [Fact]
    public async Task Sends_only_the_gaps_that_the_host_names()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await AppendAsync(journal, 29);
        using var host = new FakeHost();
        foreach (var range in new SequenceRange[] { new(1, 5), new(11, 15), new(21, 25) })
        {
            await host.SendAsync(journal.Head.Epoch, Batches.Read(journal.Reader, journal.Head.Epoch, range).Lines, TestContext.Current.CancellationToken);
        }

        host.Sent.Clear();
        await using var forwarding = new Forwarding(journal, host);
        await host.WhenHoldsAsync(journal.Head.Epoch, 30);
        Assert.Equal([new(6, 10), new(16, 20), new(26, 30)], host.Sent.Select(s => s.Range));
    }

    [Fact]
    public async Task Sends_older_epochs_after_the_present_one_up_to_their_damage_and_beyond_it()
    {
        using var damaged = await DamagedAsync(disk => Tampering.OffsetOfRecord(disk, 8));
        await using var journal = Journals.Open(damaged);
        await AppendAsync(journal, 5);
        using var host = new FakeHost();
        await using var forwarding = new Forwarding(journal, host);
        var epochs = journal.Reader.Epochs();
        await host.WhenAsync(() => host.LinesOf(epochs[0]).Count == 20);

        Assert.Equal([(epochs[1], new(1, 6)), (epochs[0], new(1, 7)), (epochs[1], new(7, 7)), (epochs[0], new SequenceRange(9, 21))], host.Sent.Take(4));
        await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });
    }

    [Fact]
    public async Task Sends_a_record_without_its_personal_values_when_those_are_damaged()
    {
        using var damaged = await DamagedAsync(disk => Tampering.OffsetOfPersonal(disk, 8));
        await using var journal = Journals.Open(damaged);
        using var host = new FakeHost();
        await using var forwarding = new Forwarding(journal, host);
        await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });

        AssertSame(damaged, host);
        Assert.Contains("personal values of record 8 of epoch", Assert.Single(forwarding.Told.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Tampering.Shifts), MemberType = typeof(Tampering))]
    public async Task Sends_what_stands_behind_a_line_too_many_or_too_few(string shift)
    {
        using var disk = new MemoryDisk();
        await using (var before = Journals.Open(disk))
        {
            await AppendAsync(before, 20);
        }

        using var damaged = Tampering.Shift(disk, 8, shift);
        await using var journal = Journals.Open(damaged);
        using var host = new FakeHost();
        await using var forwarding = new Forwarding(journal, host);
        await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });

        Assert.Equal(Enumerable.Range(1, 21).Where(i => i != 8).Select(i => (long)i), host.LinesOf(journal.Reader.Epochs()[0]).Keys.Order());
    }

    [Fact]
    public async Task Counts_what_waits_in_older_epochs_also_before_the_host_was_ever_reached()
    {
        using var damaged = await DamagedAsync(disk => Tampering.OffsetOfRecord(disk, 8));
        await using var journal = Journals.Open(damaged);
        using var host = new FakeHost { OnAsk = _ => throw new HostException("The host was not reached.", refused: false) };
        await using var forwarding = new Forwarding(journal, host, new Microsoft.Extensions.Time.Testing.FakeTimeProvider());

        await forwarding.WhenAsync(s => s is { Reached: false, Waiting: 22, Problem: not null });
    }

    [Fact]
    public async Task A_journal_with_nothing_new_asks_once_and_waits()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        using var host = new FakeHost();
        var time = new HastyTime();
        await using (var forwarding = new Forwarding(journal, host, time))
        {
            await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });
        }

        Assert.Equal(1, host.Asked);
        Assert.Single(host.Sent);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task Stops_when_asked_to_also_in_the_middle_of_an_exchange()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        using var host = new FakeHost();
        var never = new TaskCompletionSource();
        host.OnSend = (_, _) => never.Task;
        await using (new Forwarding(journal, host))
        {
            await host.WhenAsync(() => host.Sent.Count == 1);
        }

        Assert.Single(host.Sent);
    }

    /// <summary>A journal of 21 records with one bit flipped, some way into the line that begins there.</summary>
    private static async Task<MemoryDisk> DamagedAsync(Func<MemoryDisk, int> line)
    {
        using var disk = new MemoryDisk();
        await using (var journal = Journals.Open(disk))
        {
            await AppendAsync(journal, 20);
        }

        return Tampering.Flip(disk, line(disk) + 50);
    }

    internal static async Task AppendAsync(SegmentJournal journal, int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => journal.AppendAsync(Drafts.Granted($"p{i}", "Ann"))));

    /// <summary>The host holds every record of every epoch, each once and with the same bytes.</summary>
    internal static void AssertSame(MemoryDisk disk, FakeHost host)
    {
        var reader = new JournalReader(disk);
        foreach (var epoch in reader.Epochs())
        {
            var lines = reader.Read(epoch, 1).Select(r => System.Text.Encoding.UTF8.GetString(r.Line.Span)).ToList();
            Assert.Equal(lines, host.LinesOf(epoch).OrderBy(l => l.Key).Select(l => l.Value));
        }
    }
}
