using System.Diagnostics;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>Another kiosk is started on the journal of one that runs.</summary>
public sealed class SecondProcess : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_kept_out_until_the_first_is_gone_and_told_why()
    {
        using (FolderDisk.Open(_folder.Path))
        {
            var error = Assert.Throws<JournalException>(() => FolderDisk.Open(_folder.Path));
            Assert.Contains("Another gatehouse-kiosk may be running", error.Message, StringComparison.Ordinal);
            Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
        }

        FolderDisk.Open(_folder.Path).Dispose();
    }

    [Fact]
    public async Task Its_lock_holds_against_another_process()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock"), "flock(1) of util-linux is not installed.");
        using var disk = FolderDisk.Open(_folder.Path);

        Assert.Equal(1, await FlockAsync());
        disk.Dispose();
        Assert.Equal(0, await FlockAsync());
    }

    private async Task<int> FlockAsync()
    {
        var arguments = new[] { "--nonblock", Path.Combine(_folder.Path, "lock"), "true" };
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/flock", arguments))!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
