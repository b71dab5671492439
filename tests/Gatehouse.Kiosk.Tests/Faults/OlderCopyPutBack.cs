using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Sync;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>A card is put back from an old image, or another kiosk runs from a copy of it: nothing is merged, overwritten or lost.</summary>
public sealed class OlderCopyPutBack
{
    [Fact]
    public async Task The_journal_begins_a_new_epoch_by_itself_that_names_the_records_that_contradict_the_host()
    {
        using var host = new FakeHost();
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await journal.AppendFaultsAsync(30);
        using var yesterday = disk.AfterKill();
        await using (new Forwarding(journal, host))
        {
            await journal.AppendFaultsAsync(20);
            await host.WhenHoldsAsync(journal.Head.Epoch, 51);
        }

        var old = journal.Head.Epoch;
        var held = host.LinesOf(old);
        await using var copy = Journals.Open(yesterday);
        var since = new List<JournalEntry>();
        for (var i = 0; i < 5; i++)
        {
            since.Add(await copy.AppendAsync(Drafts.Granted($"other{i}")));
        }

        await using var forwarding = new Forwarding(copy, host, new FakeTimeProvider());
        await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null } && copy.Head.Epoch != old);

        var began = Assert.Single(Journals.Records(yesterday), r => r.Epoch == copy.Head.Epoch);
        Assert.Equal(
            new EpochBegan(EpochBegan.OlderCopy, old, since[^1].Sequence, since[^1].Hash.ToString(), Common: 31),
            began.Body.Deserialize(ContractJson.Default.EpochBegan));
        Assert.Equal(held, host.LinesOf(old));
        Assert.Contains(began.Hash.ToString(), host.LinesOf(began.Epoch)[1], StringComparison.Ordinal);
        Assert.Contains("up to 51, but this journal ends at 36", Assert.Single(forwarding.Told.Warnings), StringComparison.Ordinal);
        Journals.AssertWhole(yesterday);
        Journals.AssertHolds(yesterday, since);

        // What happens from now on is forwarded at once, and nothing of the old epoch is offered.
        var entry = await copy.AppendAsync(Drafts.Fault(9));
        await host.WhenHoldsAsync(entry.Epoch, entry.Sequence);
        Assert.DoesNotContain(host.Sent, s => s.Epoch == old && s.Range.To > 51);
    }

    [Fact]
    public async Task What_was_named_is_not_offered_after_a_start_either_and_no_further_epoch_begins()
    {
        using var host = new FakeHost();
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await journal.AppendFaultsAsync(3);
        using var yesterday = disk.AfterKill();
        await using (new Forwarding(journal, host))
        {
            await journal.AppendFaultsAsync(3);
            await host.WhenHoldsAsync(journal.Head.Epoch, 7);
        }

        var old = journal.Head.Epoch;
        await using (var copy = Journals.Open(yesterday))
        {
            await copy.AppendAsync(Drafts.Granted("other"));
            await using var forwarding = new Forwarding(copy, host, new FakeTimeProvider());
            await forwarding.WhenAsync(s => s is { Waiting: 0, Problem: null } && copy.Head.Epoch != old);
            await host.WhenHoldsAsync(copy.Head.Epoch, 1);
        }

        host.Sent.Clear();
        await using var again = Journals.Open(yesterday);
        await again.AppendAsync(Drafts.Fault(1));
        await using var later = new Forwarding(again, host, new FakeTimeProvider());
        await later.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });
        Assert.Equal([(again.Head.Epoch, new SequenceRange(2, 2))], host.Sent);
        Assert.Equal(2, again.Reader.Epochs().Count);
        Assert.Empty(later.Told.Warnings);
    }

    [Fact]
    public async Task A_number_given_out_again_is_found_though_both_journals_are_as_long()
    {
        using var host = new FakeHost();
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await journal.AppendFaultsAsync(3);
        using var yesterday = disk.AfterKill();
        await using (new Forwarding(journal, host))
        {
            await journal.AppendAsync(Drafts.Fault(4));
            await host.WhenHoldsAsync(journal.Head.Epoch, 5);
        }

        await using var copy = Journals.Open(yesterday);
        var parted = await copy.AppendAsync(Drafts.Granted("other"));
        await using var forwarding = new Forwarding(copy, host, new FakeTimeProvider());
        await forwarding.WhenAsync(s => s is { Waiting: 0, Problem: null } && copy.Head.Epoch != parted.Epoch);
        Assert.Contains("another record 5 of epoch", Assert.Single(forwarding.Told.Warnings), StringComparison.Ordinal);
        Assert.Equal(4, Began(yesterday, copy).Common);
    }

    [Fact]
    public async Task A_copy_from_before_an_epoch_that_the_host_knows_comes_after_it_and_is_sent_whole()
    {
        using var host = new FakeHost();
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await journal.AppendFaultsAsync(3);
        using var yesterday = disk.AfterKill();
        await journal.BeginEpochAsync("replaced", null, null);
        await journal.BeginEpochAsync("replaced", null, null);
        await using (new Forwarding(journal, host))
        {
            await host.WhenHoldsAsync(journal.Reader.Epochs()[0], 4);
        }

        await using var copy = Journals.Open(yesterday);
        var own = await copy.AppendAsync(Drafts.Granted("since"));
        await using var forwarding = new Forwarding(copy, host, new FakeTimeProvider());
        await forwarding.WhenAsync(s => s is { Waiting: 0, Problem: null } && copy.Head.Epoch != own.Epoch);
        await host.WhenHoldsAsync(own.Epoch, own.Sequence);
        Assert.StartsWith("0004-", copy.Head.Epoch, StringComparison.Ordinal);
        Assert.Null(Began(yesterday, copy).Common);
    }

    [Fact]
    public async Task Two_kiosks_under_one_name_do_not_chase_each_other_through_epochs()
    {
        using var host = new FakeHost();
        using var disk = new MemoryDisk();
        await using var one = Journals.Open(disk);
        await one.AppendFaultsAsync(3);
        using var card = disk.AfterKill();
        await using var other = Journals.Open(card);
        await using var first = new Forwarding(one, host);
        await host.WhenHoldsAsync(one.Head.Epoch, 4);
        await one.AppendAsync(Drafts.Granted("one"));
        await host.WhenHoldsAsync(one.Head.Epoch, 5);
        await other.AppendAsync(Drafts.Granted("other"));
        await using (var second = new Forwarding(other, host))
        {
            await second.WhenAsync(s => s is { Waiting: 0, Problem: null } && other.Head.Epoch != one.Head.Epoch);
        }

        for (var turn = 0; turn < 5; turn++)
        {
            await one.AppendFaultsAsync(1);
            await other.AppendFaultsAsync(1);
            await using var connection = new Forwarding(other, host);
            await host.WhenHoldsAsync(one.Head.Epoch, one.Head.Sequence);
            await host.WhenHoldsAsync(other.Head.Epoch, other.Head.Sequence);
        }

        Assert.Single(one.Reader.Epochs());
        Assert.Equal(2, other.Reader.Epochs().Count);
    }

    [Fact]
    public async Task A_disk_that_takes_no_new_epoch_lets_the_old_one_go_on()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        var before = await journal.AppendAsync(Drafts.Fault(1));
        disk.OnAppend = _ => 3;
        await Assert.ThrowsAsync<JournalException>(() => journal.BeginEpochAsync(EpochBegan.OlderCopy, 1, null));
        disk.OnAppend = null;
        var after = await journal.AppendAsync(Drafts.Fault(2));
        Assert.Equal((before.Epoch, before.Sequence + 1), (after.Epoch, after.Sequence));
        await journal.DisposeAsync();
        await using var again = Journals.Open(disk);
        Assert.Equal(after, again.Head);
        Journals.AssertWhole(disk);
    }

    private static EpochBegan Began(MemoryDisk disk, SegmentJournal journal) =>
        Journals.Records(disk).Single(r => r.Epoch == journal.Head.Epoch && r.Sequence == 1).Body.Deserialize(ContractJson.Default.EpochBegan)!;
}
