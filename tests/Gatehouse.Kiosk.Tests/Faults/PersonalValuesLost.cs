using System.Text;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Retention;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>Personal values are gone, and no record says that a rule erased them.</summary>
public sealed class PersonalValuesLost
{
    [Fact]
    public async Task Verifying_tells_lost_from_erased()
    {
        await using var scene = new RetentionScene();
        await scene.PassAsync(40);
        await scene.RunAsync();
        Assert.True(JournalVerifier.Verify(scene.Disk).Whole);

        using var robbed = Without(scene.Disk, keep: (number, last) => number != last);
        var report = JournalVerifier.Verify(robbed);
        Assert.Equal(2, report.Problems.Count);
        Assert.All(report.Problems, problem => Assert.Contains("no record says that it was erased", problem, StringComparison.Ordinal));
        Assert.Contains(report.Problems, problem => problem.Contains("'readings' of 1 record(s)", StringComparison.Ordinal));
        Assert.Equal(9, report.Erased);
    }

    [Fact]
    public async Task An_erasure_that_is_announced_and_not_done_yet_is_no_problem_and_is_done_at_the_next_run()
    {
        await using var scene = new RetentionScene();
        await scene.PassAsync(40);
        scene.Disk.OnReplace = () => throw new IOException("Input/output error.", 5);
        await Assert.ThrowsAsync<IOException>(scene.RunAsync);
        Assert.DoesNotContain(scene.Disk.Files.Keys, SegmentName.IsAside);
        Assert.Equal(40, scene.With("readings").Count);
        Journals.AssertWhole(scene.Disk);

        scene.Disk.OnReplace = null;
        await scene.RunAsync();
        Assert.Equal(31, scene.With("readings").Count);
        Journals.AssertWhole(scene.Disk);
    }

    [Fact]
    public async Task What_a_power_cut_left_aside_is_removed_at_the_start()
    {
        await using var scene = new RetentionScene();
        await scene.PassAsync(3);
        await scene.RestartAsync();
        using var boot = MemoryDisk.Of(new Dictionary<string, byte[]>(scene.Disk.Files) { [scene.Disk.Files.Keys.First() + ".new"] = Encoding.UTF8.GetBytes("{\"personal\":") });
        await using var journal = Journals.Open(boot);
        Assert.DoesNotContain(boot.Files.Keys, SegmentName.IsAside);
        Journals.AssertWhole(boot);
    }

    /// <summary>The same journal without the personal lines of some records.</summary>
    private static MemoryDisk Without(MemoryDisk disk, Func<long, long, bool> keep)
    {
        var last = RetentionScene.With(disk, "readings")[^1];
        return MemoryDisk.Of(disk.Files.ToDictionary(
            file => file.Key,
            file => Encoding.UTF8.GetBytes(string.Join('\n', Encoding.UTF8.GetString(file.Value).Split('\n').Where(line =>
                !line.StartsWith("{\"personal\":", StringComparison.Ordinal) || keep(Number(line), last))))));
    }

    private static long Number(string line) => Gatehouse.Contract.JournalLine.ReadPersonal(Encoding.UTF8.GetBytes(line)).Sequence;
}
