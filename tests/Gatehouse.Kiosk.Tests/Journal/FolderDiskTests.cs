using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Tests.Journal;

public sealed class FolderDiskTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keeps_a_journal_on_a_real_disk_over_several_starts()
    {
        var entries = new List<JournalEntry>();
        for (var i = 0; i < 3; i++)
        {
            using var written = FolderDisk.Open(_folder.Path);
            await using var journal = Journals.Open(written, Journals.SmallSegments);
            entries.AddRange(await journal.AppendFaultsAsync(10));
        }

        using var disk = FolderDisk.OpenReadOnly(_folder.Path);
        Journals.AssertHolds(disk, entries);
        Journals.AssertWhole(disk);
    }

    [Fact]
    public async Task Cuts_a_torn_tail_on_a_real_disk()
    {
        JournalEntry last;
        using (var written = FolderDisk.Open(_folder.Path))
        await using (var journal = Journals.Open(written))
        {
            last = await journal.AppendAsync(Drafts.Fault(1));
        }

        var segment = Directory.GetFiles(_folder.Path, "*.log").Single();
        await File.AppendAllTextAsync(segment, "{\"kiosk\":\"ga", TestContext.Current.CancellationToken);
        using (var written = FolderDisk.Open(_folder.Path))
        await using (var journal = Journals.Open(written))
        {
            Assert.Equal(last, journal.Head);
            await journal.AppendAsync(Drafts.Fault(2));
        }

        using var disk = FolderDisk.OpenReadOnly(_folder.Path);
        Journals.AssertWhole(disk);
        Assert.Equal(3, Journals.Entries(disk).Count);
    }

    [Fact]
    public async Task Is_read_beside_its_writer()
    {
        using var written = FolderDisk.Open(_folder.Path);
        await using var journal = Journals.Open(written);
        using var reader = FolderDisk.OpenReadOnly(_folder.Path);
        var entries = await journal.AppendFaultsAsync(5);
        Journals.AssertHolds(reader, entries);
        Journals.AssertWhole(reader);
    }

    [Fact]
    public void Reading_where_there_is_no_journal_says_where_to_look()
    {
        var error = Assert.Throws<JournalException>(() => FolderDisk.OpenReadOnly(Path.Combine(_folder.Path, "nothing")));
        Assert.Contains("check the path", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");
        var error = Assert.Throws<JournalException>(() => FolderDisk.Open(Path.Combine(file, "journal")));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }
}
