using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Sync;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>The journal's folder is gone for a while, as when a disk is mounted anew; the writer's open segment stays.</summary>
public sealed class JournalUnreadable : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Forwarding_says_so_and_goes_on_once_it_can_be_read()
    {
        var (place, elsewhere) = (_folder.File("journal"), _folder.File("elsewhere"));
        using var disk = FolderDisk.Open(place);
        await using var journal = Journals.Open(disk);
        using var host = new FakeHost();
        await using var forwarding = new Forwarding(journal, host);
        await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });

        Directory.Move(place, elsewhere);
        var entry = await journal.AppendAsync(Drafts.Fault(1));
        await forwarding.WhenAsync(s => s is { Waiting: 1 } && s.Problem?.Contains("cannot be read", StringComparison.Ordinal) == true);

        Directory.Move(elsewhere, place);
        await host.WhenHoldsAsync(entry.Epoch, entry.Sequence);
        await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });
    }

    [Fact]
    public async Task Forwarding_says_so_when_the_segments_alone_are_gone()
    {
        var (place, elsewhere) = (_folder.File("journal"), _folder.File("elsewhere"));
        using var disk = FolderDisk.Open(place);
        await using var journal = Journals.Open(disk);
        using var host = new FakeHost();
        await using var forwarding = new Forwarding(journal, host);
        await forwarding.WhenAsync(s => s is { Reached: true, Waiting: 0, Problem: null });

        Directory.Move(place, elsewhere);
        Directory.CreateDirectory(place);
        var entry = await journal.AppendAsync(Drafts.Fault(1));
        await forwarding.WhenAsync(s => s.Problem?.Contains($"No segment of epoch {entry.Epoch}", StringComparison.Ordinal) == true);

        Directory.Delete(place);
        Directory.Move(elsewhere, place);
        await host.WhenHoldsAsync(entry.Epoch, entry.Sequence);
    }
}
