using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>Backups, and what must and must not come back with one.</summary>
public sealed class BackupTests : HostAndKiosk
{
    private readonly Scratch _scratch = new();
    private readonly Journal _journal = new Journal("gate-1").Walk(10);

    private string Backup => _scratch.File("backup");

    private string Restored => _scratch.File("restored");

    protected override async Task PrepareAsync()
    {
        await Kiosk.SendAsync(_journal);
        await Kiosk.ConfirmAsync(Kiosk.Sign(_journal, 10));
    }

    protected override ValueTask EndAsync()
    {
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_backup_of_a_running_host_is_put_back_whole_and_runs()
    {
        await BackUpAsync();
        Assert.All(Files(Backup), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        await Kiosk.SendAsync(_journal.Walk(1), 21, 22);

        var (code, output, error) = await RestoreAsync();
        Assert.True(code == 0, error + output);
        Assert.Contains("verified: 20 records are as they were received, with 1 checkpoints", output, StringComparison.Ordinal);
        Assert.All(Files(Restored), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Restored));

        await using var service = await StartRestoredAsync();
        using var kiosk = new KioskLink(Kiosk.Credential!, service.Kiosks);
        Assert.Equal(20, (await kiosk.AskAsync("e1")).Watermark);
        Assert.Equal(22, (await kiosk.SendAsync(_journal, 15, 22)).Watermark);
    }

    [Fact]
    public async Task Nothing_is_overwritten()
    {
        await BackUpAsync();
        var (code, _, error) = await RunningHost.CommandAsync(null, "backup", "--data", Host.Data, "--out", Backup);
        Assert.Equal(1, code);
        Assert.Contains("nothing is overwritten", error, StringComparison.Ordinal);

        (code, _, error) = await RunningHost.CommandAsync(null, "restore", "--from", Backup, "--data", Host.Data);
        Assert.Equal(1, code);
        Assert.Contains("nothing is overwritten", error, StringComparison.Ordinal);

        (code, _, error) = await RunningHost.CommandAsync(null, "backup", "--data", Host.Data, "--out", Path.Combine(Host.Data, "inside"));
        Assert.Equal(1, code);
        Assert.Contains("another disk", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_is_not_as_it_was_made_is_refused_and_leaves_nothing()
    {
        await BackUpAsync();
        foreach (var file in Files(Backup))
        {
            var whole = await File.ReadAllBytesAsync(file, Token);
            byte[] changed = [.. whole];
            changed[^1] ^= 1;
            await File.WriteAllBytesAsync(file, changed, Token);
            var (code, _, error) = await RestoreAsync();
            Assert.True(code == 1 && error.Contains(file, StringComparison.Ordinal), $"{file}: {code} {error}");
            File.Delete(file);
            (code, _, error) = await RestoreAsync();
            Assert.True(code == 1 && error.Contains(file, StringComparison.Ordinal), $"{file}: {code} {error}");
            Assert.Equal([Backup], Directory.EnumerateFileSystemEntries(_scratch.Root));
            await File.WriteAllBytesAsync(file, whole, Token);
        }

        Assert.Equal(0, (await RestoreAsync()).Code);
    }

    [Fact]
    public async Task A_backup_of_data_that_were_changed_does_not_verify_and_is_not_put_back()
    {
        Host.Alter("UPDATE record SET line = REPLACED(line, '1003', '1004') WHERE sequence = 7");
        await BackUpAsync();
        var (code, output, _) = await RestoreAsync();
        Assert.Equal(1, code);
        Assert.Contains("record 7 was changed", output, StringComparison.Ordinal);
        Assert.Contains("NOT restored", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Restored));
    }

    [Fact]
    public async Task A_manifest_names_only_files_of_a_host()
    {
        await BackUpAsync();
        var file = Path.Combine(Backup, "manifest.json");
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(file, Token))!;
        manifest["files"]!.AsArray().Add(new JsonObject { ["name"] = "../other", ["length"] = 0, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData([])) });
        await File.WriteAllTextAsync(file, manifest.ToJsonString(), Token);
        var (code, _, error) = await RestoreAsync();
        Assert.Equal(1, code);
        Assert.Contains("'../other'", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_scratch.File("other")));
    }

    [Fact]
    public async Task What_was_erased_since_stays_erased_by_the_hosts_rule_and_by_the_kiosks()
    {
        _journal.Add(RecordKind.Erased, JsonSerializer.Serialize(new ValuesErased("e1", 1, 4, ["readings"], 2, DateTimeOffset.UnixEpoch, 30, "p1"), ContractJson.Default.ValuesErased));
        await Kiosk.SendAsync(_journal, 21, 21);
        await BackUpAsync();
        Assert.Equal(["name", "name,readings"], Fields(Host.Data));

        // Ten days later names are past the host's rule; a month later readings are past the kiosk's.
        Assert.Equal(0, (await RestoreAsync(TimeSpan.FromDays(10), "--name-days", "5")).Code);
        Assert.Equal(["readings"], Fields(Restored));
        Remove();
        Assert.Equal(0, (await RestoreAsync(TimeSpan.FromDays(31))).Code);
        Assert.Equal(["name"], Fields(Restored));
        Remove();
        Assert.Equal(0, (await RestoreAsync(TimeSpan.FromDays(31), "--name-days", "5")).Code);
        Assert.Empty(Fields(Restored));
        if (!TestDatabase.IsPostgres)
        {
            Assert.DoesNotContain("Person 3", await File.ReadAllTextAsync(Path.Combine(Restored, "gatehouse.db"), System.Text.Encoding.Latin1, Token), StringComparison.Ordinal);
        }

        Assert.Equal(0, (await RunningHost.CommandAsync(null, "verify", "--data", Restored)).Code);
    }

    [Fact]
    public async Task The_roster_is_a_new_one_and_open_join_tokens_are_taken_back()
    {
        await File.WriteAllTextAsync(_scratch.File("people.csv"), "number,name,group,badges\n0001,Ann,office,KEYS:1\n", Token);
        await RunningHost.CommandAsync(null, "people", "import", _scratch.File("people.csv"), "--data", Host.Data);
        await Host.InviteAsync("gate-2");
        await BackUpAsync();
        Assert.Equal(0, (await RestoreAsync()).Code);

        var marks = TestDatabase.Query(Restored, "SELECT number, mark FROM roster ORDER BY number");
        Assert.Equal([1L, 2L], marks.Select(m => (long)m[0]));
        Assert.NotEqual(marks[0][1], marks[1][1]);
        Assert.Empty(TestDatabase.Query(Restored, "SELECT id FROM join_token WHERE used_at IS NULL"));
        Assert.Single(TestDatabase.Query(Restored, "SELECT action FROM audit WHERE action = 'host.restore'"));
    }

    private async Task BackUpAsync()
    {
        var (code, output, error) = await RunningHost.CommandAsync(null, "backup", "--data", Host.Data, "--out", Backup);
        Assert.True(code == 0, error);
        Assert.Contains(Backup, output, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> RestoreAsync(TimeSpan later = default, params string[] more) =>
        RunningHost.CommandAsync(new ShiftedTime(later), ["restore", "--from", Backup, "--data", Restored, .. more]);

    private Task<Composition.HostService> StartRestoredAsync() => Composition.HostService.StartAsync(
        new Composition.RunOptions { Data = Restored, Database = TestDatabase.Of(Restored), KioskPort = 0, ConsolePort = 0 }, TimeProvider.System, Token);

    private void Remove()
    {
        Directory.Delete(Restored, recursive: true);
        TestDatabase.Drop(Restored);
    }

    private static List<string> Fields(string data) =>
    [
        .. TestDatabase.Query(data, "SELECT line FROM personal")
            .Select(row => string.Join(',', JournalLine.ReadPersonal((byte[])row[0]).Fields.Select(field => field.Name)))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock");

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
