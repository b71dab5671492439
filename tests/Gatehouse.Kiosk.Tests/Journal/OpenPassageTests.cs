using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Tests.Journal;

public sealed class OpenPassageTests
{
    [Fact]
    public async Task Finds_the_passages_left_open_at_boot_and_no_other()
    {
        using var disk = new MemoryDisk();
        JournalEntry open;
        await using (var journal = Journals.Open(disk, Journals.SmallSegments))
        {
            Assert.Empty(journal.LeftOpen);
            var closed = await journal.AppendAsync(Drafts.Granted("a"));
            open = await journal.AppendAsync(Drafts.Granted("b"));
            await journal.AppendAsync(Drafts.Closed("a", closed.Sequence));
            await journal.AppendFaultsAsync(30);
        }

        await using var again = Journals.Open(disk);
        Assert.Equal([new OpenPassage("b", open.Epoch, open.Sequence)], again.LeftOpen);
    }

    [Fact]
    public async Task Finds_none_once_they_were_closed_as_unknown()
    {
        using var disk = new MemoryDisk();
        await using (var journal = Journals.Open(disk))
        {
            await journal.AppendAsync(Drafts.Granted("a"));
        }

        await using (var journal = Journals.Open(disk))
        {
            var open = Assert.Single(journal.LeftOpen);
            await journal.AppendAsync(Drafts.Closed(open.Passage, open.Sequence, outcome: PassageOutcome.Unknown));
        }

        await using var again = Journals.Open(disk);
        Assert.Empty(again.LeftOpen);
    }

    [Fact]
    public async Task Still_finds_a_passage_when_the_kiosk_stopped_again_just_after_a_new_epoch_began()
    {
        using var disk = new MemoryDisk();
        JournalEntry granted;
        await using (var journal = Journals.Open(disk))
        {
            granted = await journal.AppendAsync(Drafts.Granted("a"));
            await journal.AppendFaultsAsync(5);
        }

        using var damaged = Tampering.Flip(disk, Tampering.OffsetOfRecord(disk, granted.Sequence + 2) + 20);
        await using (var journal = Journals.Open(damaged))
        {
            Assert.NotEqual(granted.Epoch, journal.Head.Epoch);
            Assert.Equal([new OpenPassage("a", granted.Epoch, granted.Sequence)], journal.LeftOpen);
        }

        await using var again = Journals.Open(damaged);
        Assert.Equal([new OpenPassage("a", granted.Epoch, granted.Sequence)], again.LeftOpen);
    }

    [Fact]
    public async Task Finds_a_passage_that_was_granted_after_the_damage()
    {
        using var disk = new MemoryDisk();
        JournalEntry granted;
        await using (var journal = Journals.Open(disk))
        {
            await journal.AppendFaultsAsync(5);
            granted = await journal.AppendAsync(Drafts.Granted("a"));
        }

        using var damaged = Tampering.Flip(disk, Tampering.OffsetOfRecord(disk, 3) + 20);
        await using var again = Journals.Open(damaged);
        Assert.Equal([new OpenPassage("a", granted.Epoch, granted.Sequence)], again.LeftOpen);
    }

    [Fact]
    public async Task A_body_of_a_form_it_does_not_know_stops_no_start()
    {
        using var disk = new MemoryDisk();
        await using (var journal = Journals.Open(disk))
        {
            await journal.AppendAsync(JournalDraft.Empty(RecordKind.Granted));
            await journal.AppendAsync(Drafts.Granted("a"));
        }

        await using var again = Journals.Open(disk);
        Assert.Equal("a", Assert.Single(again.LeftOpen).Passage);
    }
}
