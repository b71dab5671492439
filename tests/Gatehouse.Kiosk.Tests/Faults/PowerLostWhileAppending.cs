using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Tests.Journal;

namespace Gatehouse.Kiosk.Tests.Faults;

public sealed class PowerLostWhileAppending
{
    [Fact]
    public async Task A_group_torn_at_any_byte_is_cut_and_the_journal_goes_on()
    {
        var (disk, name, acknowledged, from) = await WithLastGroupAsync();
        using var whole = disk;
        await Parallel.ForEachAsync(
            Enumerable.Range(from, disk.Files[name].Length - from + 1),
            TestContext.Current.CancellationToken,
            async (length, _) => await AssertGoesOnAsync(() => Tampering.Cut(disk, length, name), acknowledged));
    }

    [Fact]
    public async Task A_group_whose_end_came_out_as_zeros_is_cut_and_the_journal_goes_on()
    {
        var (disk, name, acknowledged, from) = await WithLastGroupAsync();
        using var whole = disk;
        for (var length = from; length < disk.Files[name].Length; length += 29)
        {
            var end = length;
            await AssertGoesOnAsync(() => Tampering.With(disk, name, bytes => bytes.AsSpan(end).Clear()), acknowledged);
        }
    }

    [Fact]
    public async Task A_group_whose_beginning_came_out_as_zeros_costs_nothing_that_was_acknowledged()
    {
        var (disk, name, acknowledged, from) = await WithLastGroupAsync();
        using var whole = disk;
        for (var length = from + 1; length < disk.Files[name].Length; length += 29)
        {
            using var torn = Tampering.With(disk, name, bytes => bytes.AsSpan(from, length - from).Clear());
            await using var journal = Journals.Open(torn);
            var entry = await journal.AppendAsync(Drafts.Fault(1));
            Journals.AssertHolds(torn, [.. acknowledged, entry]);
        }
    }

    [Fact]
    public async Task Nothing_is_missing_when_the_power_goes_while_a_group_is_flushed()
    {
        using var disk = new MemoryDisk();
        MemoryDisk? after = null;
        await using var journal = Journals.Open(disk);
        var acknowledged = await journal.AppendFaultsAsync(3);
        disk.OnFlush = () =>
        {
            after ??= disk.AfterPowerCut();
            return false;
        };
        await journal.AppendAsync(Drafts.Granted("a", "Ann"));

        await AssertGoesOnAsync(() => after!, acknowledged);
    }

    [Fact]
    public async Task A_record_taken_over_from_a_killed_kiosk_is_durable_before_anyone_sees_it()
    {
        using var disk = new MemoryDisk();
        MemoryDisk? after = null;
        await using var journal = Journals.Open(disk);
        disk.OnFlush = () =>
        {
            after ??= disk.AfterKill();
            return false;
        };
        var inFlight = await journal.AppendAsync(Drafts.Fault(1));

        using var killed = after!;
        await using var again = Journals.Open(killed);
        Assert.Equal(inFlight, again.Head);
        using var boot = killed.AfterPowerCut();
        Journals.AssertHolds(boot, [inFlight]);
    }

    [Fact]
    public async Task A_journal_lost_before_its_first_record_begins_anew()
    {
        using var disk = new MemoryDisk();
        MemoryDisk? after = null;
        disk.OnFlush = () =>
        {
            after ??= disk.AfterPowerCut();
            return false;
        };
        await using var journal = Journals.Open(disk);

        using var boot = after!;
        Assert.NotEmpty(boot.List());
        await using var again = Journals.Open(boot);
        Assert.Equal(1, again.Head.Sequence);
        Assert.Single(boot.List());
        Journals.AssertWhole(boot);
    }

    private static async Task<(MemoryDisk Disk, string Segment, List<JournalEntry> Acknowledged, int From)> WithLastGroupAsync()
    {
        var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        var acknowledged = await journal.AppendFaultsAsync(2);
        var name = Assert.Single(disk.List());
        var from = disk.Files[name].Length;
        await Task.WhenAll(journal.AppendAsync(Drafts.Granted("a", "Ann")), journal.AppendAsync(JournalDraft.Empty(RecordKind.Stopped)));
        return (disk, name, acknowledged, from);
    }

    private static async Task AssertGoesOnAsync(Func<MemoryDisk> found, List<JournalEntry> acknowledged)
    {
        using var disk = found();
        JournalEntry next;
        await using (var journal = Journals.Open(disk))
        {
            var head = journal.Head;
            next = await journal.AppendAsync(Drafts.Fault(8));
            Assert.Equal(acknowledged[0].Epoch, next.Epoch);
            Assert.Equal(head.Sequence + 1, next.Sequence);
        }

        Journals.AssertHolds(disk, [.. acknowledged, next]);
        Journals.AssertWhole(disk);
    }
}
