using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.EndToEnd.Tests.Support;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.EndToEnd.Tests.CommandLine;

public sealed class JournalCommandTests(WalkedKiosk walked) : IClassFixture<WalkedKiosk>, IDisposable
{
    // Epoch, start, stop, and the three people's: granted and closed, refused, refused.
    private const int Records = 7;
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task The_kiosk_ends_in_order_when_asked_to()
    {
        Assert.Equal((0, ""), walked.Ended);
        var last = (await RunAsync("journal", "show", "--last", "1", "--json", "--config", walked.Folder.Configuration)).Succeeded();
        Assert.Equal("stopped", last.LastLine.GetProperty("kind").GetString());
        Assert.Single(last.Lines);
    }

    [Fact]
    public void No_other_account_reads_what_a_run_left()
    {
        var state = Path.GetDirectoryName(walked.Folder.Journal)!;
        const UnixFileMode File600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.All(
            [state, walked.Folder.Journal], folder => Assert.Equal(File600 | UnixFileMode.UserExecute, File.GetUnixFileMode(folder)));
        Assert.All(Directory.GetFiles(state, "*", SearchOption.AllDirectories), file => Assert.Equal(File600, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task Shows_rows_for_people_without_personal_values()
    {
        var shown = (await RunAsync("journal", "show", "--config", walked.Folder.Configuration)).Succeeded();
        Assert.Equal(1 + Records, shown.Lines.Count);
        Assert.Contains("0001", shown.Lines[3], StringComparison.Ordinal);
        Assert.Contains("clear", shown.Lines[3], StringComparison.Ordinal);
        Assert.Contains("passed", shown.Lines[4], StringComparison.Ordinal);
        Assert.Contains("refer", shown.Lines[5], StringComparison.Ordinal);
        Assert.Contains("unknown badge", shown.Lines[6], StringComparison.Ordinal);
        Assert.All(shown.Lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public async Task Shows_records_for_programs_without_personal_values()
    {
        var shown = (await RunAsync("journal", "show", "--json", "--last", "100", "--config", walked.Folder.Configuration)).Succeeded();
        using var parsed = JsonDocument.Parse($"[{string.Join(',', shown.Lines)}]");
        Assert.Equal(
            ["epoch", "started", "granted", "closed", "refused", "refused", "stopped"],
            parsed.RootElement.EnumerateArray().Select(r => r.GetProperty("kind").GetString()));
        Assert.All(parsed.RootElement.EnumerateArray(), r => Assert.True(r.GetProperty("simulated").GetBoolean()));
        Assert.DoesNotContain("salt", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verifies_for_people_and_for_programs()
    {
        var told = (await RunAsync("journal", "verify", "--journal", walked.Folder.Journal)).Succeeded();
        Assert.StartsWith($"The journal is whole: {Records} records", told.Lines[^1], StringComparison.Ordinal);

        var report = (await RunAsync("journal", "verify", "--json", "--config", walked.Folder.Configuration)).Succeeded().LastLine;
        Assert.Equal((true, Records, 0), (report.GetProperty("whole").GetBoolean(), report.GetProperty("records").GetInt32(), report.GetProperty("problems").GetArrayLength()));
        Assert.Equal(0, Assert.Single(report.GetProperty("proofs").EnumerateArray()).GetProperty("checkpoints").GetInt32());
        Assert.Contains(told.Lines, line => line.EndsWith("nothing of it is proven by a checkpoint", StringComparison.Ordinal));
        var epoch = Assert.Single(report.GetProperty("epochs").EnumerateArray());
        Assert.Equal((1, Records), (epoch.GetProperty("first").GetInt32(), epoch.GetProperty("last").GetInt32()));
    }

    [Fact]
    public async Task Exports_the_records_byte_for_byte()
    {
        var written = Lines(walked.Folder.Journal);
        var printed = (await RunAsync("journal", "export", "--journal", walked.Folder.Journal)).Succeeded();
        Assert.Equal(written, printed.Lines);

        var file = _scratch.Path("export.ndjson");
        var answer = (await RunAsync("journal", "export", "--out", file, "--json", "--journal", walked.Folder.Journal)).Succeeded().LastLine;
        Assert.Equal((Records, file), (answer.GetProperty("records").GetInt32(), answer.GetProperty("file").GetString()));
        Assert.Equal(string.Concat(written.Select(line => line + "\n")), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        // Others verify it so: each hash over the bytes before the tab, each record naming the one before.
        var previous = RecordHash.None;
        Assert.All(written, line =>
        {
            var (json, hash) = (line.Split('\t')[0], line.Split('\t')[1]);
            Assert.Equal(hash, RecordHash.Of(Encoding.UTF8.GetBytes(json)).ToString());
            Assert.Equal(previous, JournalLine.ReadRecord(Encoding.UTF8.GetBytes(line)).Previous);
            previous = RecordHash.Of(Encoding.UTF8.GetBytes(json));
        });

        (await RunAsync("journal", "export", "--out", file, "--journal", walked.Folder.Journal)).Refused(file);
    }

    [Theory]
    [InlineData("show --last -5", "--last")]
    [InlineData("show --last 0", "--last")]
    [InlineData("export --json", "--out")]
    public async Task Refuses_what_it_would_answer_with_something_else(string command, string naming) =>
        (await RunAsync(["journal", .. command.Split(' '), "--journal", walked.Folder.Journal])).Refused(naming);

    [Fact]
    public async Task Finds_a_changed_bit()
    {
        var journal = walked.CopyTo(_scratch.Path("journal"));
        KioskFiles.Damage(Directory.EnumerateFiles(journal).Single(file => new FileInfo(file).Length > 0));

        var told = await RunAsync("journal", "verify", "--journal", journal);
        Assert.Equal((1, ""), (told.Status, told.Error));
        Assert.StartsWith("The journal is NOT whole: ", told.Lines[^1], StringComparison.Ordinal);
        var report = await RunAsync("journal", "verify", "--journal", journal, "--json");
        Assert.Equal((1, false), (report.Status, report.LastLine.GetProperty("whole").GetBoolean()));
        Assert.NotEmpty(report.LastLine.GetProperty("problems").EnumerateArray());

        // What is whole is shown all the same.
        var shown = (await RunAsync("journal", "show", "--journal", journal)).Succeeded();
        Assert.Equal(1 + Records, shown.Lines.Count);
        Assert.Matches(@"^\? +\? +\? +damaged +The line", Assert.Single(shown.Lines, line => line.Contains("damaged", StringComparison.Ordinal)));
        Assert.Contains("""{"damaged":"The line""", (await RunAsync("journal", "show", "--json", "--journal", journal)).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_a_torn_end()
    {
        var journal = walked.CopyTo(_scratch.Path("journal"));
        var segment = Directory.EnumerateFiles(journal).Single(file => new FileInfo(file).Length > 0);
        await using (var stream = File.OpenWrite(segment))
        {
            stream.SetLength(stream.Length - 10);
        }

        var told = await RunAsync("journal", "verify", "--journal", journal);
        Assert.Equal(1, told.Status);
        Assert.Contains("no whole record", told.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("verify")]
    [InlineData("export")]
    public async Task Names_a_folder_that_is_not_there(string command) =>
        (await RunAsync("journal", command, "--journal", _scratch.Path("none"))).Refused(_scratch.Path("none"));

    [Theory]
    [InlineData("show")]
    [InlineData("show --json")]
    [InlineData("verify")]
    [InlineData("verify --json")]
    [InlineData("export")]
    public async Task Refuses_a_folder_without_a_journal(string command)
    {
        var folder = Directory.CreateDirectory(_scratch.Path("elsewhere")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "lock"), "", TestContext.Current.CancellationToken);
        (await RunAsync(["journal", .. command.Split(' '), "--journal", folder])).Refused(folder, "no segment");
    }

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("journal")]
    [InlineData("journal show")]
    [InlineData("journal verify")]
    [InlineData("journal export")]
    [InlineData("install")]
    [InlineData("install roster")]
    [InlineData("install policy")]
    [InlineData("commission")]
    public async Task Helps(string command)
    {
        var help = (await RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"])).Succeeded();
        Assert.Equal("Description:", help.Lines[0]);
        Assert.EndsWith(".", help.Lines[1], StringComparison.Ordinal);
        Assert.Contains($"  {$"gatehouse-kiosk {command}".Trim()} ", help.Output, StringComparison.Ordinal);
        // Every option has a description; those without a value of ours stand beside the framework's own.
        var options = help.Lines.SkipWhile(l => l != "Options:").Skip(1).TakeWhile(l => l.StartsWith("  ", StringComparison.Ordinal));
        Assert.All(options, option => Assert.Matches(@"^  -.*\S {2,}\S", option));
    }

    private static List<string> Lines(string journal)
    {
        using var disk = FolderDisk.OpenReadOnly(journal);
        var reader = new JournalReader(disk);
        return [.. reader.Epochs().SelectMany(epoch => reader.Read(epoch, 1)).Select(lines => Encoding.UTF8.GetString(lines.Line.Span))];
    }

    private static Task<Finished> RunAsync(params string[] arguments) => Finished.OfAsync(Programs.Kiosk(KioskBuild.Any), arguments);
}
