using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Commands;
using Gatehouse.Host.Composition;
using Gatehouse.Host.OpenId;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Host.Tests.Support;

/// <summary>A host on free ports with its own data, and what a test wants of it.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    private readonly Scratch _scratch = new();
    private HttpClient _browser = new();
    private HostService _service = null!;
    private bool _isBeside;

    private RunningHost()
    {
    }

    public Uri Kiosks => _service.Kiosks;

    public Uri Console => _service.Console;

    public string Data => _scratch.Data;

    public HttpClient Browser => _browser;

    public static async Task<RunningHost> StartAsync(bool production = false, TimeZoneInfo? site = null, OpenIdSettings? openId = null, string? consoleName = null)
    {
        var host = new RunningHost();
        TestDatabase.Begin(host._scratch.Data);
        var options = new RunOptions
        {
            Data = host._scratch.Data,
            Database = TestDatabase.Of(host._scratch.Data),
            KioskPort = 0,
            ConsolePort = 0,
            Production = production,
            OpenId = openId,
            ConsoleName = consoleName,
        };
        host._service = await HostService.StartAsync(options, site is null ? TimeProvider.System : new SiteTime(site), Token);
        host._browser.BaseAddress = host._service.Console;
        host.Show(await host.TokenAsync("tests", [.. Everything]));
        return host;
    }

    /// <summary>Another host on the same PostgreSQL, with the same authority and a folder of its own.</summary>
    public static async Task<RunningHost> StartBesideAsync(RunningHost one, TimeProvider? time = null, int? valueDays = null)
    {
        var host = new RunningHost { _isBeside = true };
        var identity = Directory.CreateDirectory(Path.Combine(host.Data, "identity"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(one.Data, "identity")))
        {
            File.Copy(file, Path.Combine(identity.FullName, Path.GetFileName(file)));
        }

        TestDatabase.Share(one.Data, host.Data);
        host._service = await HostService.StartAsync(
            new RunOptions { Data = host.Data, Database = TestDatabase.Of(host.Data), KioskPort = 0, ConsolePort = 0, ValueDays = valueDays }, time ?? TimeProvider.System, Token);
        host._browser.BaseAddress = host._service.Console;
        host._browser.DefaultRequestHeaders.Authorization = one._browser.DefaultRequestHeaders.Authorization;
        return host;
    }

    /// <summary>Adds a user and signs in as them.</summary>
    public async Task<Person> UserAsync(string name, string role)
    {
        using var made = await _browser.PostAsJsonAsync(new Uri("/api/v1/users", UriKind.Relative), new { name, password = Person.Password, roles = (string[])[role] }, Token);
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync(Token));
        return await Person.SignedInAsync(Console, name);
    }

    /// <summary>Makes an API token by the command line.</summary>
    public async Task<string> TokenAsync(string name, params string[] rights)
    {
        var (code, output, error) = await CommandAsync(null, ["token", "make", name, "--data", Data, "--json", "--right", .. rights]);
        Assert.True(code == 0, error);
        using var answer = JsonDocument.Parse(output);
        return answer.RootElement.GetProperty("secret").GetString()!;
    }

    /// <summary>Stops the host and starts it again on the same data.</summary>
    public async Task RestartAsync(TimeProvider? time = null)
    {
        await _service.DisposeAsync();
        _service = await HostService.StartAsync(new RunOptions { Data = Data, Database = TestDatabase.Of(Data), KioskPort = 0, ConsolePort = 0 }, time ?? TimeProvider.System, Token);
        Look();
    }

    /// <summary>Stops the host and starts it again so much later, with rules of its own for personal values.</summary>
    public async Task RestartAsync(TimeSpan later, int? valueDays = null, int? nameDays = null)
    {
        await _service.DisposeAsync();
        var options = new RunOptions { Data = _scratch.Data, Database = TestDatabase.Of(_scratch.Data), KioskPort = 0, ConsolePort = 0, ValueDays = valueDays, NameDays = nameDays };
        _service = await HostService.StartAsync(options, new Later(later), Token);
        Look();
    }

    /// <summary>Has the browser look at the port that the host has now.</summary>
    private void Look()
    {
        var shown = _browser.DefaultRequestHeaders.Authorization;
        _browser.Dispose();
        _browser = new HttpClient { BaseAddress = _service.Console };
        _browser.DefaultRequestHeaders.Authorization = shown;
    }

    private static IReadOnlyList<string> Everything { get; } =
    [
        "entries.read", "health.read", "gates.read", "gates.write", "kiosks.find", "kiosks.write", "people.read", "people.write", "badges.write",
        "alarms.read", "alarms.write", "audit.read", "users.write", "programs.write",
    ];

    private void Show(string token) => _browser.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", token);

    /// <summary>Stops the host; its data stay.</summary>
    public async Task StopAsync() => await _service.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _service.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (_isBeside)
        {
            TestDatabase.LetGo(Data);
        }

        _scratch.Dispose();
    }

    /// <summary>Lets a kiosk join and connects as it.</summary>
    public async Task<KioskLink> KioskAsync(string name) => new(await CredentialAsync(name), Kiosks);

    /// <summary>Lets a kiosk join, or another one take its place.</summary>
    public async Task<KioskCredential> CredentialAsync(string name, bool replace = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = await StrangerAsync();
        using var response = await stranger.JoinAsync(name, await InviteAsync(name, replace ? ["--replace"] : []), key);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, text);
        var issued = JsonSerializer.Deserialize(text, ContractJson.Default.IssuedCertificate)!;
        return new KioskCredential(name, Kiosks.ToString(), await AuthorityAsync(), issued.Certificate, key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Whoever comes to the kiosk port without a certificate.</summary>
    public async Task<KioskLink> StrangerAsync() => new(await AuthorityAsync(), null, Kiosks);

    /// <summary>Makes a join token by the command line.</summary>
    public async Task<JoinToken> InviteAsync(string name, params string[] more)
    {
        var (code, output, error) = await CommandAsync(null, ["kiosk", "invite", name, "--data", Data, "--host-address", Kiosks.ToString(), "--json", .. more]);
        Assert.True(code == 0, error);
        using var answer = JsonDocument.Parse(output);
        Assert.True(JoinToken.TryParse(answer.RootElement.GetProperty("token").GetString()!, out var token, out var why), why);
        return token;
    }

    public Task<string> AuthorityAsync() => File.ReadAllTextAsync(Path.Combine(Data, "identity", "authority.pem"), Token);

    public static async Task<(int Code, string Output, string Error)> CommandAsync(TimeProvider? time, params string[] arguments)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        await using var error = new StringWriter(CultureInfo.InvariantCulture);
        var data = Array.IndexOf(arguments, "--data");
        var database = data < 0 ? null : TestDatabase.Of(arguments[data + 1]);
        var code = await CommandLine.RunAsync(database is null ? arguments : [.. arguments, "--database", database], output, error, time ?? TimeProvider.System, Token);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Everything stored apart from alarms, as text that can be compared.</summary>
    public string Contents()
    {
        string[] tables = ["kiosk", "epoch", "run", "record", "personal", "entry", "checkpoint", "loss", "tree"];
        return string.Join('\n', tables.SelectMany(Rows));
    }

    public long Alarms() => (long)Query("SELECT count(*) FROM alarm").Single()[0];

    public IReadOnlyList<object[]> Query(string sql) => TestDatabase.Query(Data, sql);

    /// <summary>Changes one stored row behind the host's back, or so many.</summary>
    public void Alter(string sql, int rows = 1) => TestDatabase.Alter(Data, sql, rows);

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _browser.GetAsync(new Uri(path, UriKind.Relative), Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, text);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private IEnumerable<string> Rows(string table) =>
        Query($"SELECT * FROM {table}").Select(r => table + ": " + string.Join('|', r.Select(c => c is byte[] b ? Convert.ToHexString(b) : c)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
