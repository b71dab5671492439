using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Tests.Sync;
using Gatehouse.Kiosk.View;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Kiosk.Tests.Journal;

/// <summary>Names and temperatures stand in the journal: no other account of the machine reads it or what is made of it.</summary>
public sealed class OwnerOnlyTests : IDisposable
{
    private const UnixFileMode File600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Folder700 = File600 | UnixFileMode.UserExecute;
    private const UnixFileMode Everybody = Folder700 | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly TempFolder _folder = new();

    private string Journal => _folder.File("journal");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_journals_folder_lock_and_segments_are_its_owners()
    {
        await WriteAsync();
        AssertOwners();
    }

    [Fact]
    public async Task A_journal_that_everybody_could_read_is_its_owners_from_the_next_start()
    {
        await WriteAsync();
        File.SetUnixFileMode(Journal, Everybody);
        foreach (var file in Directory.GetFiles(Journal))
        {
            File.SetUnixFileMode(file, File600 | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        await WriteAsync();
        AssertOwners();
    }

    [Fact]
    public async Task The_views_files_are_its_owners_while_it_runs_and_afterwards()
    {
        using var disk = new MemoryDisk();
        await using var journal = Journals.Open(disk);
        await SyncWorkerTests.AppendAsync(journal, 600);
        var path = _folder.File("view.db");
        using (var view = new EntryView(new FolderViewFiles(path), journal, NullLogger<EntryView>.Instance))
        {
            using var stop = new CancellationTokenSource();
            var run = view.RunAsync(stop.Token);
            Assert.All(Directory.GetFiles(_folder.Path), file => Assert.Equal(File600, File.GetUnixFileMode(file)));
            Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
            await stop.CancelAsync();
            await run;
        }

        Assert.Equal(File600, File.GetUnixFileMode(path));
        Assert.All(Directory.GetFiles(_folder.Path), file => Assert.Equal(File600, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void A_folder_takes_no_right_from_its_owner_and_gives_none()
    {
        var folder = Directory.CreateDirectory(_folder.File("state"), Everybody & ~UnixFileMode.UserWrite).FullName;
        OwnerOnly.MakeFolder(folder);
        Assert.Equal(Folder700 & ~UnixFileMode.UserWrite, File.GetUnixFileMode(folder));
    }

    private async Task WriteAsync()
    {
        using var disk = FolderDisk.Open(Journal);
        await using var journal = Journals.Open(disk, Journals.SmallSegments);
        await journal.AppendFaultsAsync(10);
    }

    private void AssertOwners()
    {
        Assert.Equal(Folder700, File.GetUnixFileMode(Journal));
        var files = Directory.GetFiles(Journal);
        Assert.Contains(files, file => Path.GetFileName(file) == "lock");
        Assert.True(files.Length > 3);
        Assert.All(files, file => Assert.Equal(File600, File.GetUnixFileMode(file)));
    }
}
