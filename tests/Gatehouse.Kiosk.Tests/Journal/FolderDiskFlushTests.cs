using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Tests.Journal;

/// <summary>What a disk in memory takes for a flush is one on a real disk, too. Alone, for whoever flushes beside it flushes for others as well.</summary>
[Collection(nameof(Alone))]
public sealed class FolderDiskFlushTests : IDisposable
{
    private const int Tries = 20;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_acknowledged_is_not_in_the_kernels_memory_alone()
    {
        Assert.SkipUnless(Enumerable.Range(0, Tries).Any(IsUnflushed), "This kernel or file system does not say what is not on the medium yet.");
        using var written = FolderDisk.Open(_folder.File("journal"));
        await using var journal = Journals.Open(written);
        for (var i = 0; i < Tries; i++)
        {
            await journal.AppendAsync(Drafts.Fault(i));
            Assert.Equal(0, DirtyPages.Of(Directory.GetFiles(_folder.File("journal"), "*.log").Single()));
        }
    }

    private bool IsUnflushed(int number)
    {
        var path = _folder.File($"unflushed-{number}");
        File.WriteAllText(path, "not on the medium yet");
        return DirtyPages.Of(path) > 0;
    }
}
