using System.Text;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Retention;
using Gatehouse.Kiosk.Tests.Journal;

namespace Gatehouse.Kiosk.Tests.Retention;

public sealed class JournalRetentionTests
{
    [Fact]
    public async Task Values_go_when_their_days_are_over_names_later_and_the_chain_still_verifies()
    {
        await using var scene = new RetentionScene();
        var entries = await scene.PassAsync(70);
        await scene.RunAsync();

        // The last came on day 70; 30 whole days of UTC before are kept.
        Assert.Equal(entries.Where((_, day) => day >= 69 - 30).Select(e => e.Sequence), scene.With("readings"));
        Assert.Equal(entries.Where((_, day) => day >= 69 - 60).Select(e => e.Sequence), scene.With("name"));
        Journals.AssertHolds(scene.Disk, entries);
        var report = JournalVerifier.Verify(scene.Disk);
        Assert.Empty(report.Problems);
        Assert.Equal(39 + 9, report.Erased);
        Assert.DoesNotContain(scene.Disk.Files.Values, bytes => Encoding.UTF8.GetString(bytes).Contains("35.038", StringComparison.Ordinal));
        Assert.Contains(scene.Disk.Files.Values, bytes => Encoding.UTF8.GetString(bytes).Contains("35.039", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_record_says_what_went_by_which_rule()
    {
        await using var scene = new RetentionScene();
        var entries = await scene.PassAsync(70);
        await scene.RunAsync();
        var said = scene.Bodies(RecordKind.Erased, ContractJson.Default.ValuesErased);
        Assert.Equal(2, said.Count);
        var values = said.Single(s => s.Fields.Contains("readings"));
        Assert.Equal((entries[0].Epoch, entries[0].Sequence, entries[38].Sequence, 39L), (values.Epoch, values.From, values.To, values.Records));
        Assert.Equal((30.0, "p7", new DateTimeOffset(2026, 4, 10, 0, 0, 0, TimeSpan.Zero)), (values.Days, values.Policy, values.Before));
        Assert.Equal(60, said.Single(s => s.Fields.Contains("name")).Days);
    }

    [Fact]
    public async Task What_was_erased_is_not_erased_again()
    {
        await using var scene = new RetentionScene();
        await scene.PassAsync(40);
        var retention = scene.Retention;
        await retention.RunAsync(scene.Time.GetUtcNow(), TestContext.Current.CancellationToken);
        var files = scene.Disk.Files;
        await retention.RunAsync(scene.Time.GetUtcNow(), TestContext.Current.CancellationToken);
        await scene.RunAsync();
        Assert.Equal(files, scene.Disk.Files);
        Assert.Single(scene.Bodies(RecordKind.Erased, ContractJson.Default.ValuesErased));
    }

    [Fact]
    public async Task It_reaches_into_epochs_before_and_into_the_segment_that_was_open()
    {
        await using var scene = new RetentionScene();
        await scene.PassAsync(3);
        await scene.RestartAsync();
        scene.Kiosk = "gate-2";
        await scene.PassAsync(3);
        scene.Time.Advance(TimeSpan.FromDays(40));
        await scene.Journal.AppendAsync(Drafts.Fault(1));
        await scene.RunAsync();
        Assert.Empty(scene.With("readings"));
        Assert.Equal(2, scene.Bodies(RecordKind.Erased, ContractJson.Default.ValuesErased).Select(s => s.Epoch).Distinct().Count());
    }

    [Fact]
    public async Task What_a_clock_wrote_that_nobody_could_trust_is_as_old_as_the_next_trusted_record_says()
    {
        await using var scene = new RetentionScene();
        scene.ClockIsTrusted = false;
        scene.Time.SetUtcNow(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var early = await scene.PassAsync(2);
        await scene.RunAsync();
        Assert.Equal(early.Select(e => e.Sequence), scene.With("readings"));
        await scene.RestartAsync();
        scene.ClockIsTrusted = true;
        await scene.PassAsync(1);
        scene.Time.Advance(TimeSpan.FromDays(20));
        await scene.RunAsync();
        Assert.Equal(3, scene.With("readings").Count);
        scene.Time.Advance(TimeSpan.FromDays(12));
        await scene.RunAsync();
        Assert.Empty(scene.With("readings"));
    }

    [Fact]
    public async Task Old_segments_go_once_the_host_holds_them_and_a_record_says_so()
    {
        await using var scene = new RetentionScene();
        var entries = await scene.PassAsync(120);
        await scene.RunAsync();
        Assert.Empty(scene.Bodies(RecordKind.Removed, ContractJson.Default.RecordsRemoved));

        scene.Held = entries[50].Sequence;
        await scene.RunAsync();
        var said = Assert.Single(scene.Bodies(RecordKind.Removed, ContractJson.Default.RecordsRemoved));
        Assert.True(said.To > 1 && said.To < entries[29].Sequence, $"{said.To}");
        var report = JournalVerifier.Verify(scene.Disk);
        Assert.Empty(report.Problems);
        Assert.Equal(said.To, report.Removed);
        Journals.AssertHolds(scene.Disk, entries.Where(e => e.Sequence > said.To));
        Assert.Equal(said.To + 1, Journals.Entries(scene.Disk)[0].Sequence);

        // No more than the host holds, though all of it is old.
        scene.Held = said.To + 1;
        scene.Time.Advance(TimeSpan.FromDays(400));
        await scene.Journal.AppendAsync(Drafts.Fault(1));
        await scene.RunAsync();
        Assert.Single(scene.Bodies(RecordKind.Removed, ContractJson.Default.RecordsRemoved));
        await scene.RestartAsync();
        Journals.AssertWhole(scene.Disk);
    }

    [Fact]
    public async Task An_epoch_goes_whole_before_the_next_is_touched()
    {
        await using var scene = new RetentionScene();
        await scene.PassAsync(30);
        await scene.RestartAsync();
        var before = scene.Disk.Files.Keys.Order(StringComparer.Ordinal).ToList();
        scene.Kiosk = "gate-2";
        await scene.PassAsync(120);
        scene.Held = scene.Journal.Head.Sequence;
        await scene.RunAsync();

        // The host is not known to hold the epoch before: it stays, and so does what came after.
        Assert.All(before, name => Assert.Contains(name, scene.Disk.Files.Keys));
        Assert.Empty(scene.Bodies(RecordKind.Removed, ContractJson.Default.RecordsRemoved));
    }

    [Theory]
    [InlineData("name", 365)]
    [InlineData("by", 365)]
    [InlineData("reason", 365)]
    [InlineData("readings", 30)]
    public void Who_calibrated_and_why_is_kept_as_long_as_names(string field, double days) =>
        Assert.Equal(days, RetentionRules.Of(new Policy { Revision = "p1", Limit = 36 }).DaysOf(field));
}
