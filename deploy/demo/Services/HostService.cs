using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Contract;

namespace Gatehouse.Demo.Services;

/// <summary>The host as a process; it can be stopped and started again under the same addresses.</summary>
/// <param name="folder">Where its folder and its log are.</param>
/// <param name="time">For its patience.</param>
/// <param name="database">The connection string of a PostgreSQL that holds its data; null for a file.</param>
public sealed class HostService(string folder, TimeProvider time, string? database = null) : IAsyncDisposable
{
    private static readonly ProgramFile Program = ProgramFile.Built("Gatehouse.Host", "gatehouse-host");

    // It keeps the cookie of its session, as a browser does.
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private Service? _service;

    /// <summary>The console's address.</summary>
    public Uri Console { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>With whom to sign in there.</summary>
    public (string Name, string Password) Owner { get; } =
        ("demo", string.Join('-', Enumerable.Range(0, 4).Select(_ => KeyWords.Proquint((ushort)RandomNumberGenerator.GetInt32(0x10000)))));

    /// <summary>The address for kiosks.</summary>
    public Uri Kiosks { get; private set; } = new("https://127.0.0.1:0");

    /// <summary>True while the process runs.</summary>
    public bool IsRunning => _service?.IsRunning == true;

    /// <summary>How the process ended, for a person; null while it runs, or was stopped.</summary>
    public string? Ended => _service?.Ended;

    /// <summary>True when a signal ended the process that nobody here had sent.</summary>
    public bool WasKilled => _service?.WasKilled == true;

    /// <summary>The process.</summary>
    public int ProcessId => _service!.ProcessId;

    /// <summary>Where its data are, for any of its commands.</summary>
    public IReadOnlyList<string> Place => database is null ? ["--data", Data] : ["--data", Data, "--database", database];

    /// <summary>The folder with what it keeps.</summary>
    public string Data => Path.Combine(folder, "host");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        string[] arguments =
            ["run", .. Place, "--kiosk-port", $"{Math.Max(0, Kiosks.Port)}", "--console-port", $"{Math.Max(0, Console.Port)}", "--codes-optional", "--json"];
        await StopAsync();
        _service = await Service.StartAsync("The host", Program, arguments, Path.Combine(folder, "host.log"), time);
        var listening = await _service.SaysAsync("listening", cancellationToken);
        Console = new Uri(listening.GetProperty("console").GetString()!);
        Kiosks = new Uri(listening.GetProperty("kiosks").GetString()!);
        if (listening.TryGetProperty("setupCode", out var file) && file.GetString() is { } path)
        {
            await SignInAsync(await File.ReadAllTextAsync(path, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Makes the owner and signs in, as a new user does.</summary>
    private async Task SignInAsync(string code, CancellationToken cancellationToken)
    {
        using var made = await _client.PostAsJsonAsync(new Uri(Console, "/api/v1/setup"), new { code, Owner.Name, Owner.Password }, JsonSerializerOptions.Web, cancellationToken);
        made.EnsureSuccessStatusCode();
        using var signedIn = await _client.PostAsJsonAsync(new Uri(Console, "/api/v1/session"), new { Owner.Name, Owner.Password }, JsonSerializerOptions.Web, cancellationToken);
        signedIn.EnsureSuccessStatusCode();
    }

    /// <summary>Reads from the host's API or console as its owner.</summary>
    public Task<string> ReadAsync(string path, CancellationToken cancellationToken) => _client.GetStringAsync(new Uri(Console, path), cancellationToken);

    /// <summary>Takes over a sheet of people.</summary>
    public async Task ImportAsync(string sheet, CancellationToken cancellationToken)
    {
        using var content = new StringContent(sheet, Encoding.UTF8, "text/csv");
        await PostAsync("/api/v1/people/import", content, cancellationToken);
    }

    /// <summary>Writes a policy and puts it in force.</summary>
    public async Task PutInForceAsync(Policy policy, CancellationToken cancellationToken)
    {
        var document = JsonSerializer.SerializeToElement(policy, PolicyJson.Default.Policy);
        var draft = await PostAsync("/api/v1/policies", new { document, reason = "The demo's limits" }, cancellationToken);
        var number = draft.GetProperty("policy").GetProperty("number").GetInt64();
        await PostAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/policies/{number}/activation"), new { }, cancellationToken);
    }

    /// <summary>The same, as JSON.</summary>
    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) => _client.GetFromJsonAsync<JsonElement>(new Uri(Console, path), cancellationToken);

    /// <summary>Sends something to the host's API as its owner, and returns what it answers.</summary>
    /// <exception cref="DemoException">The host refuses it.</exception>
    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(body);
        return await PostAsync(path, content, cancellationToken);
    }

    /// <summary>Reads a file of any length from it and throws it away.</summary>
    /// <returns>How long it is.</returns>
    public async Task<long> ReadToEndAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _client.GetAsync(new Uri(Console, path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await using var content = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[1 << 16];
        long length = 0;
        while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            length += read;
        }

        return length;
    }

    private async Task<JsonElement> PostAsync(string path, HttpContent content, CancellationToken cancellationToken)
    {
        using var response = await _client.PostAsync(new Uri(Console, path), content, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return response.IsSuccessStatusCode ? answer : throw new DemoException($"The host refused {path}: {answer.GetProperty("detail").GetString()}");
    }

    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _service, null) is { } service)
        {
            await service.DisposeAsync();
        }
    }

    /// <summary>Ends the process at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_service is { } service)
        {
            await service.KillAsync();
            await StopAsync();
        }
    }

    /// <summary>Makes a join token for a kiosk, in a file of this folder.</summary>
    public Task InviteAsync(string kiosk, string into, CancellationToken cancellationToken) =>
        CommandAsync(["kiosk", "invite", kiosk, "--out", into, "--host-address", Kiosks.GetLeftPart(UriPartial.Authority)], cancellationToken);

    /// <summary>Runs one of the host's commands on its data.</summary>
    /// <exception cref="DemoException">It did not go well.</exception>
    public async Task CommandAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var what = $"gatehouse-host {arguments[0]} {arguments[1]}";
        await using var command = await Service.StartAsync(what, Program, [.. arguments, .. Place], Path.Combine(folder, "host.log"), time);
        var (status, trouble) = await command.EndsAsync(cancellationToken);
        if (status != 0)
        {
            throw new DemoException($"'{what}' did not go well: {trouble}");
        }
    }

    /// <summary>The host's own summary of what it holds; null while it does not answer.</summary>
    /// <param name="verify">Whether the host is to read and check every stored line first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<HostSummary?> SummaryAsync(bool verify, CancellationToken cancellationToken)
    {
        try
        {
            var body = await _client.GetByteArrayAsync(new Uri(Console, verify ? "/api/v1/summary?verify=true" : "/api/v1/summary"), cancellationToken);
            return JsonSerializer.Deserialize<HostSummary>(body, JsonSerializerOptions.Web);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
    }
}
