using System.Net.Http.Json;
using System.Text.Json;
using Gatehouse.Demo.People;

namespace Gatehouse.Demo.Services;

/// <summary>One kiosk as a process, with its simulator's page.</summary>
public sealed class KioskService : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly KioskFolder _folder;
    private readonly ProgramFile _program;
    private readonly double _speed;
    private readonly TimeProvider _time;
    private Service? _service;

    private KioskService(string name, KioskFolder folder, ProgramFile program, double speed, TimeProvider time) =>
        (Name, _folder, _program, _speed, _time) = (name, folder, program, speed, time);

    public string Name { get; }

    /// <summary>Its journal's folder.</summary>
    public string Journal => _folder.Journal;

    /// <summary>The address of its simulator's page.</summary>
    public Uri Simulator { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>True while the process runs.</summary>
    public bool IsRunning => _service?.IsRunning == true;

    /// <summary>How the process ended, for a person; null while it runs.</summary>
    public string? Ended => _service?.Ended;

    /// <summary>True when a signal ended the process that nobody here had sent.</summary>
    public bool WasKilled => _service?.WasKilled == true;

    /// <summary>The process.</summary>
    public int ProcessId => _service!.ProcessId;

    /// <summary>Starts a kiosk whose folder was prepared.</summary>
    public static async Task<KioskService> StartAsync(
        string name, KioskFolder folder, ProgramFile program, double speed, TimeProvider time, CancellationToken cancellationToken)
    {
        var kiosk = new KioskService(name, folder, program, speed, time);
        try
        {
            await kiosk.StartAsync(cancellationToken);
            return kiosk;
        }
        catch
        {
            await kiosk.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the process, again under the same address after it ended.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "run", "--config", _folder.Configuration, "--simulate", "--simulator-port", $"{Math.Max(0, Simulator.Port)}",
            "--simulated-people", _folder.People, "--speed", FormattableString.Invariant($"{_speed}"), "--json",
        ];
        await StopAsync();
        _service = await Service.StartAsync(Name, _program, arguments, _folder.Log, _time);
        var simulator = await _service.SaysAsync("simulator", cancellationToken);
        Simulator = new Uri(simulator.GetProperty("address").GetString()!);
    }

    /// <summary>Walks somebody through and waits for the end of it.</summary>
    public async Task<WalkResult> WalkAsync(Visit visit, CancellationToken cancellationToken)
    {
        using var answer = await _client.PostAsJsonAsync(new Uri(Simulator, "/api/walk"), visit, Web, cancellationToken);
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<WalkResult>(Web, cancellationToken))!
            : throw new DemoException($"{Name} did not let {visit.Person ?? "a stranger"} walk: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }

    /// <summary>The gate as it stands; null while it does not answer.</summary>
    public async Task<GateState?> StateAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _client.GetFromJsonAsync<GateState>(new Uri(Simulator, "/api/state"), Web, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Ends the process at once, as a power cut would.</summary>
    public Task KillAsync() => _service!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await StopAsync();
    }

    private async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _service, null) is { } service)
        {
            await service.DisposeAsync();
        }
    }
}

/// <summary>How a walk ended, as the simulator says it.</summary>
public sealed record WalkResult(string Outcome, Decision? Decision);

/// <summary>A lane's decision, as the simulator says it.</summary>
public sealed record Decision(string? Person, bool Granted, string Reason, int Readings);

/// <summary>A gate, as the simulator says it.</summary>
public sealed record GateState(
    string Signal, string State, long Passages, int Open, Decision? Last, bool? HostReached, long? HostWaiting, string? HostProblem)
{
    /// <summary>True when the host holds all of it that it takes.</summary>
    public bool IsForwarded => HostReached == true && (HostWaiting == 0 || HostProblem is not null);
}
