using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

public sealed class CommandLineTests : IDisposable
{
    private const UnixFileMode OwnerReads = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Makes_a_join_token_and_writes_it_for_its_owner_alone()
    {
        Directory.CreateDirectory(_scratch.File("stick"));
        var (code, output, error) = await InviteAsync("gate-1", "--host-address", "https://host.example:7443", "--out", _scratch.File("stick"));

        Assert.Equal((0, ""), (code, error));
        var file = Path.Combine(_scratch.File("stick"), JoinToken.FileName);
        Assert.Contains(file, output, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(file, Token);
        Assert.DoesNotContain(text.Trim(), output, StringComparison.Ordinal);
        Assert.True(JoinToken.TryParse(text, out var token, out _));
        Assert.Equal(new Uri("https://host.example:7443"), token.Host);
        using var authority = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(Path.Combine(_scratch.Data, "identity", "authority.pem"), Token));
        Assert.True(token.IsOf(authority.RawData));
        Assert.Equal(OwnerReads, File.GetUnixFileMode(file));
        Assert.All(Directory.GetFiles(Path.Combine(_scratch.Data, "identity")), f => Assert.Equal(OwnerReads, File.GetUnixFileMode(f)));
        Assert.Equal(OwnerReads | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_scratch.Data, "identity")));
    }

    [Fact]
    public async Task Shows_the_token_that_was_made_last_and_no_other_is_of_use()
    {
        await using var host = await RunningHost.StartAsync();
        var (_, output, _) = await RunningHost.CommandAsync(null, "kiosk", "invite", "gate-1", "--data", host.Data, "--host-address", host.Kiosks.ToString());
        Assert.True(JoinToken.TryParse(output.Split('\n')[0], out var before, out var why), why);
        var token = await host.InviteAsync("gate-1");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var kiosk = await host.StrangerAsync();
        using var refused = await kiosk.JoinAsync("gate-1", before, key);
        await Refused.WithAsync(refused, HttpStatusCode.Forbidden, "knows no such join token");
        using var joined = await kiosk.JoinAsync("gate-1", token, key);
        Assert.True(joined.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Lists_kiosks_and_what_became_of_them()
    {
        await using var host = await RunningHost.StartAsync();
        var credential = await host.CredentialAsync("gate-1");
        await host.CredentialAsync("gate-2");
        await host.InviteAsync("gate-3");
        await RunningHost.CommandAsync(null, "kiosk", "revoke", "gate-2", "--data", host.Data);

        var (_, text, _) = await RunningHost.CommandAsync(null, "kiosk", "list", "--data", host.Data);
        Assert.Matches("(?s)gate-1 +active .*gate-2 +revoked .*gate-3 +invited ", text);
        var (_, json, _) = await RunningHost.CommandAsync(null, "kiosk", "list", "--data", host.Data, "--json");
        using var list = JsonDocument.Parse(json);
        Assert.Equal(["active", "revoked", "invited"], list.RootElement.GetProperty("kiosks").EnumerateArray().Select(k => k.GetProperty("state").GetString()));

        using var own = X509Certificate2.CreateFromPem(credential.Certificate);
        using var authority = X509Certificate2.CreateFromPem(credential.Authority);
        var words = KeyWords.Of(own.PublicKey.ExportSubjectPublicKeyInfo(), authority.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Equal(words, list.RootElement.GetProperty("kiosks")[0].GetProperty("words").GetString());
        Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_not_invite_a_kiosk_that_has_joined_unless_told_to()
    {
        await using var host = await RunningHost.StartAsync();
        await host.CredentialAsync("gate-1");
        await FailsAsync("--replace", "kiosk", "invite", "gate-1", "--data", host.Data);
        await host.CredentialAsync("gate-1", replace: true);
    }

    [Fact]
    public async Task A_token_is_taken_back_by_revoking_its_kiosk()
    {
        await using var host = await RunningHost.StartAsync();
        var token = await host.InviteAsync("gate-1");
        Assert.Equal(0, (await RunningHost.CommandAsync(null, "kiosk", "revoke", "gate-1", "--data", host.Data)).Code);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var kiosk = await host.StrangerAsync();
        using var refused = await kiosk.JoinAsync("gate-1", token, key);
        await Refused.WithAsync(refused, HttpStatusCode.Forbidden, "knows no such join token");
    }

    [Fact]
    public Task Names_a_bad_name() => FailsAsync("'Gate_1' is not a kiosk's name", "kiosk", "invite", "Gate_1", "--data", _scratch.Data);

    [Theory]
    [InlineData("http://host:7443")]
    [InlineData("host:7443")]
    [InlineData("https://host:7443/path")]
    public Task Names_a_bad_address(string address) =>
        FailsAsync($"'{address}' is not an address", "kiosk", "invite", "gate-1", "--data", _scratch.Data, "--host-address", address);

    [Fact]
    public Task Names_a_folder_that_is_not_there() =>
        FailsAsync("does not exist", "kiosk", "invite", "gate-1", "--data", _scratch.Data, "--out", _scratch.File("no"));

    [Fact]
    public async Task Names_a_kiosk_that_is_not_there()
    {
        await InviteAsync("gate-1");
        await FailsAsync("There is no kiosk gate-9", "kiosk", "revoke", "gate-9", "--data", _scratch.Data);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("revoke", "gate-1")]
    public async Task Makes_no_host_where_one_is_looked_for(params string[] command)
    {
        await FailsAsync("There is no host in", ["kiosk", .. command, "--data", _scratch.Data]);
        Assert.False(Directory.Exists(_scratch.Data));
        Directory.CreateDirectory(_scratch.Data);
        await FailsAsync("There is no host in", ["kiosk", .. command, "--data", _scratch.Data]);
        Assert.Empty(Directory.GetFileSystemEntries(_scratch.Data));
    }

    [Fact]
    public Task Names_an_option_that_is_missing() => FailsAsync("--data", "run");

    [Fact]
    public Task Names_a_port_that_is_none() => FailsAsync("65535", "run", "--data", _scratch.Data, "--kiosk-port", "70000");

    [Fact]
    public Task Names_a_command_that_is_none() => FailsAsync("fly", "fly");

    [Fact]
    public async Task Says_that_a_port_is_taken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await FailsAsync("A port is taken", "run", "--data", _scratch.Data, "--kiosk-port", "0", "--console-port", port);
    }

    [Fact]
    public async Task Says_that_the_data_is_a_file()
    {
        await File.WriteAllTextAsync(_scratch.File("file"), "", Token);
        await FailsAsync("file", "run", "--data", _scratch.File("file"), "--kiosk-port", "0", "--console-port", "0");
    }

    [Fact]
    public async Task Says_that_the_authority_is_damaged()
    {
        await InviteAsync("gate-1");
        await File.WriteAllTextAsync(Path.Combine(_scratch.Data, "identity", "authority.key"), "no key", Token);
        await FailsAsync("authority", "run", "--data", _scratch.Data, "--kiosk-port", "0", "--console-port", "0");
    }

    [Theory]
    [InlineData("authority.pem")]
    [InlineData("authority.key")]
    public async Task Leaves_half_an_authority_as_it_is_and_says_so(string missing)
    {
        await InviteAsync("gate-1");
        var identity = Path.Combine(_scratch.Data, "identity");
        File.Delete(Path.Combine(identity, missing));
        var other = Directory.GetFiles(identity, "authority.*").Single();
        var before = await File.ReadAllTextAsync(other, Token);

        await FailsAsync(missing, "kiosk", "invite", "gate-2", "--data", _scratch.Data);
        Assert.Equal(before, await File.ReadAllTextAsync(other, Token));
        Assert.False(File.Exists(Path.Combine(identity, missing)));
    }

    [Fact]
    public async Task Names_the_database_that_is_damaged()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, TestDatabase.OfAFile);
        Directory.CreateDirectory(_scratch.Data);
        var database = Path.Combine(_scratch.Data, "gatehouse.db");
        await File.WriteAllTextAsync(database, new string('x', 5000), Token);
        await FailsAsync(database, "kiosk", "list", "--data", _scratch.Data);
    }

    [Fact]
    public async Task Names_the_database_that_takes_nothing_more()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, TestDatabase.OfAFile);
        await InviteAsync("gate-1");
        var database = Path.Combine(_scratch.Data, "gatehouse.db");
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={database};Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TRIGGER full BEFORE INSERT ON join_token BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END";
            await command.ExecuteNonQueryAsync(Token);
        }

        await FailsAsync(database, "kiosk", "invite", "gate-2", "--data", _scratch.Data);
        await FailsAsync("disk is full", "kiosk", "invite", "gate-3", "--data", _scratch.Data);
    }

    [Fact]
    public async Task Shuts_a_folder_and_files_that_stood_open()
    {
        const UnixFileMode everybody = UnixFileMode.GroupRead | UnixFileMode.OtherRead | OwnerReads;
        Directory.CreateDirectory(_scratch.Data, everybody | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(_scratch.Data, everybody | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        await InviteAsync("gate-1");
        ShutTo(OwnerReads);

        foreach (var file in Directory.GetFiles(_scratch.Data, "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(file, everybody);
        }

        File.SetUnixFileMode(_scratch.Data, everybody | UnixFileMode.UserExecute);
        Assert.Equal(0, (await RunningHost.CommandAsync(null, "kiosk", "list", "--data", _scratch.Data)).Code);
        ShutTo(OwnerReads);
    }

    [Fact]
    public async Task The_files_of_a_running_host_are_its_own()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, TestDatabase.OfAFile);
        await using var host = await RunningHost.StartAsync();
        using var kiosk = await host.KioskAsync("gate-1");
        await kiosk.SendAsync(new Journal("gate-1").Walk(1));
        // Another test may clear the pools of this process, and the log goes with the last connection.
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(host.Data, "gatehouse.db")};Pooling=False");
        await connection.OpenAsync(Token);
        await using var reading = connection.CreateCommand();
        reading.CommandText = "SELECT count(*) FROM record";
        Assert.Equal(2L, await reading.ExecuteScalarAsync(Token));
        var files = Directory.GetFiles(host.Data, "*", SearchOption.AllDirectories);
        Assert.Contains(files, f => f.EndsWith("-wal", StringComparison.Ordinal));
        Assert.All(files, f => Assert.Equal(OwnerReads, File.GetUnixFileMode(f)));
    }

    [Fact]
    public async Task Will_not_shut_a_folder_of_other_things()
    {
        Directory.CreateDirectory(_scratch.Data);
        File.SetUnixFileMode(_scratch.Data, OwnerReads | UnixFileMode.UserExecute | UnixFileMode.OtherRead);
        await File.WriteAllTextAsync(Path.Combine(_scratch.Data, "letter"), "", Token);
        await FailsAsync("a folder of its own", "kiosk", "invite", "gate-1", "--data", _scratch.Data);
        Assert.Equal(["letter"], Directory.GetFileSystemEntries(_scratch.Data).Select(Path.GetFileName));
    }

    private void ShutTo(UnixFileMode files)
    {
        Assert.All(Directory.GetFiles(_scratch.Data, "*", SearchOption.AllDirectories), f => Assert.Equal(files, File.GetUnixFileMode(f)));
        Assert.Equal(files | UnixFileMode.UserExecute, File.GetUnixFileMode(_scratch.Data));
        Assert.All(Directory.GetDirectories(_scratch.Data), f => Assert.Equal(files | UnixFileMode.UserExecute, File.GetUnixFileMode(f)));
    }

    private Task<(int Code, string Output, string Error)> InviteAsync(string name, params string[] more) =>
        RunningHost.CommandAsync(null, ["kiosk", "invite", name, "--data", _scratch.Data, .. more]);

    private static async Task FailsAsync(string says, params string[] arguments)
    {
        var (code, output, error) = await RunningHost.CommandAsync(null, arguments);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
