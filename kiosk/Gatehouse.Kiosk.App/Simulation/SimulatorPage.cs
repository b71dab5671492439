using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.View;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.App.Simulation;

/// <summary>
/// A page, on this machine only, from which a person is walked through the simulated gate by hand. Requests that name
/// another host or come as a form are refused, so that no page on the network can walk someone through.
/// </summary>
internal sealed class SimulatorPage(
    KioskConfiguration configuration, SimulatedBuses buses, IReadOnlyList<SimulatedPerson> people, GateLane lane, EntryView view, SyncWorker? sync)
    : IDisposable
{
    private const int MaxReadings = 10;
    private const double UsualSkin = 35;

    // Of whoever sits before the page, so on real time however fast or slowly the lane's runs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    private SimulatedGate Gate => buses.Gate;

    /// <summary>Serves until cancelled.</summary>
    public async Task RunAsync(int port, Action<string> listening, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        await using var app = builder.Build();
        app.Use(OnlyThisMachineAsync);
        app.MapGet("/", (RequestDelegate)PageAsync);
        app.MapGet("/api/people", context => WriteAsync(context, people, SimulationJson.Default.IReadOnlyListSimulatedPerson));
        app.MapGet("/api/state", context => WriteAsync(context, State(), SimulationJson.Default.SimulatorState));
        app.MapPost("/api/walk", (RequestDelegate)WalkAsync);
        app.MapPost("/api/faults", (RequestDelegate)FaultsAsync);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new DeviceException($"The simulator's page cannot be served on port {port}: {e.GetBaseException().Message}. Name another with --simulator-port.", e);
        }

        listening(app.Urls.First());
        var stopping = new TaskCompletionSource();
        await using (cancellationToken.Register(stopping.SetResult))
        {
            await stopping.Task;
        }

        await app.StopAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private static Task OnlyThisMachineAsync(HttpContext context, RequestDelegate next) =>
        context.Request.Host.Host is "127.0.0.1" or "localhost"
            ? next(context)
            : RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, "This page answers under 127.0.0.1 and localhost only.");

    private static async Task PageAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:";
        await using var page = typeof(SimulatorPage).Assembly.GetManifestResourceStream("simulator.html")!;
        await page.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private async Task WalkAsync(HttpContext context)
    {
        if (await ReadAsync(context, SimulationJson.Default.WalkRequest) is not { } walk)
        {
            return;
        }

        if (Fault(walk) is { } fault)
        {
            await RefuseAsync(context, StatusCodes.Status422UnprocessableEntity, fault);
            return;
        }

        await _oneAtATime.WaitAsync(context.RequestAborted);
        try
        {
            var before = lane.Status.Passages;
            var outcome = await OutcomeAsync(walk, context.RequestAborted);
            var status = lane.Status;
            var answer = new WalkAnswer(SimulatedFaults.Word(outcome.ToString()), status.Passages > before ? status.Last : null);
            await WriteAsync(context, answer, SimulationJson.Default.WalkAnswer);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<VisitOutcome> OutcomeAsync(WalkRequest walk, CancellationToken aborted)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, aborted);
        try
        {
            return await Gate.WalkThroughAsync(Visitor(walk), either.Token);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return VisitOutcome.NoAnswer;
        }
    }

    private async Task FaultsAsync(HttpContext context)
    {
        if (await ReadAsync(context, SimulationJson.Default.FaultRequest) is not { } faults)
        {
            return;
        }

        var devices = faults.Devices ?? new Dictionary<string, string>();
        if (devices.Select(d => buses.Faults.Problem(d.Key, d.Value)).FirstOrDefault(problem => problem is not null) is { } problem)
        {
            await RefuseAsync(context, StatusCodes.Status422UnprocessableEntity, problem);
            return;
        }

        foreach (var (device, fault) in devices)
        {
            buses.Faults.Inflict(device, fault);
        }

        Gate.FireLoopOpen = faults.FireLoopOpen ?? Gate.FireLoopOpen;
        Gate.HousingOpen = faults.HousingOpen ?? Gate.HousingOpen;
        Gate.MainsFailed = faults.MainsFailed ?? Gate.MainsFailed;
        Gate.ExitButtonPressed = faults.ExitButtonPressed ?? Gate.ExitButtonPressed;
        Gate.TurnstileNotReady = faults.TurnstileNotReady ?? Gate.TurnstileNotReady;
        if (faults.LoseNextBit == true)
        {
            Gate.WiegandIn.LoseNextBit = true;
        }

        if (faults.ForceArm == true)
        {
            Gate.Turnstile.Force(Direction.In);
        }

        await WriteAsync(context, State(), SimulationJson.Default.SimulatorState);
    }

    private SimulatorState State()
    {
        var status = lane.Status;
        var forwarding = sync?.Status;
        return new SimulatorState(
            configuration.Kiosk.ToString(),
            SimulatedFaults.Word(status.Signal.ToString()),
            SimulatedFaults.Word(status.State.ToString()),
            Gate.Turnstile.IsReleased(Direction.In),
            Gate.Turnstile.IsReleased(Direction.Out),
            status.Passages,
            status.Open,
            status.Last,
            forwarding?.Reached,
            forwarding?.Waiting,
            forwarding?.Problem,
            new FaultState(
                buses.Faults.InForce,
                buses.Faults.Known,
                Gate.FireLoopOpen,
                Gate.HousingOpen,
                Gate.MainsFailed,
                Gate.ExitButtonPressed,
                Gate.TurnstileNotReady),
            view.Newest(12));
    }

    private string? Fault(WalkRequest walk) =>
        walk.Person is { } number && people.All(p => p.Number != number) ? $"Nobody here has the number {number}."
        : walk.Direction is not ("in" or "out") ? "'direction' is in or out."
        : walk.Direction == "in" && walk.Skins is not { Count: >= 1 and <= MaxReadings } ? $"'skins' holds 1 to {MaxReadings} temperatures."
        : walk.Skins?.Any(s => s is not (>= 0 and <= 60)) == true ? "A skin temperature lies between 0 and 60 °C."
        : walk.Distance is not (>= 0 and <= 400) ? "'distance' lies between 0 and 400 cm."
        : null;

    private SimulatedReader Reader(WalkRequest walk) => walk.Direction == "out" ? Gate.ReaderOut : Gate.ReaderIn;

    private SimulatedVisitor Visitor(WalkRequest walk) => new()
    {
        Badge = walk.Person is { } number ? BadgeNumber.Parse(people.First(p => p.Number == number).Badge) : Reader(walk).Stranger,
        Direction = walk.Direction == "in" ? Direction.In : Direction.Out,
        Skins = [.. (walk.Skins is { Count: > 0 } skins ? skins : [UsualSkin]).Select(s => new Celsius(s))],
        DistanceCentimetres = walk.Distance,
        GivesUp = walk.GivesUp,
        Patience = Timeout.InfiniteTimeSpan,
    };

    private static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, "Send application/json.");
            return null;
        }

        var why = "Send an object, not null.";
        try
        {
            if (await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted) is { } value)
            {
                return value;
            }
        }
        catch (JsonException e)
        {
            why = JsonTrouble.Of(e);
        }

        await RefuseAsync(context, StatusCodes.Status400BadRequest, why);
        return null;
    }

    private static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type) =>
        context.Response.WriteAsJsonAsync(value, type, cancellationToken: context.RequestAborted);

    private static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new SimulatorProblem("The simulator cannot do this.", why, status),
            SimulationJson.Default.SimulatorProblem,
            "application/problem+json",
            context.RequestAborted);
    }
}
