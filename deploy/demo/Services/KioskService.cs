using System.Diagnostics.CodeAnalysis;
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

    private readonly HttpClient _client;
    private readonly Service _service;

    private KioskService(string name, string journal, Service service, Uri simulator)
    {
        Name = name;
        Journal = journal;
        _service = service;
        Simulator = simulator;
        _client = new HttpClient { BaseAddress = simulator, Timeout = TimeSpan.FromMinutes(2) };
    }

    public string Name { get; }

    /// <summary>Its journal's folder.</summary>
    public string Journal { get; }

    /// <summary>The address of its simulator's page.</summary>
    public Uri Simulator { get; }

    /// <summary>The process.</summary>
    public int ProcessId => _service.ProcessId;

    /// <summary>Starts a kiosk whose folder was prepared.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The kiosk takes the process over; a start that fails ends it.")]
    public static async Task<KioskService> StartAsync(
        string name, KioskFolder folder, ProgramFile program, double speed, TimeProvider time, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "run", "--config", folder.Configuration, "--simulate", "--simulator-port", "0",
            "--simulated-people", folder.People, "--speed", FormattableString.Invariant($"{speed}"), "--json",
        ];
        var service = await Service.StartAsync(name, program, arguments, folder.Log, time);
        try
        {
            var simulator = await service.SaysAsync("simulator", cancellationToken);
            return new KioskService(name, folder.Journal, service, new Uri(simulator.GetProperty("address").GetString()!));
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Walks somebody through and waits for the end of it.</summary>
    public async Task<WalkResult> WalkAsync(Visit visit, CancellationToken cancellationToken)
    {
        using var answer = await _client.PostAsJsonAsync("/api/walk", visit, Web, cancellationToken);
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<WalkResult>(Web, cancellationToken))!
            : throw new DemoException($"{Name} did not let {visit.Person ?? "a stranger"} walk: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }

    /// <summary>The gate as it stands; null while it does not answer.</summary>
    public async Task<GateState?> StateAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _client.GetFromJsonAsync<GateState>("/api/state", Web, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Ends the process at once, as a power cut would.</summary>
    public Task KillAsync() => _service.KillAsync();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
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
