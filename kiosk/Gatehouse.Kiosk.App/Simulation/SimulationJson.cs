using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Hardware.Gate;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.View;

namespace Gatehouse.Kiosk.App.Simulation;

/// <summary>What the simulator's page asks for: one person to walk through.</summary>
/// <param name="Person">The person's number; null for a badge that nobody on the roster has.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="Skins">Forehead temperature at the first reading and at each remeasurement, °C; the last one stays. Whoever leaves needs none.</param>
/// <param name="Distance">Distance from the thermometer, cm.</param>
/// <param name="GivesUp">True when the person does not go through after the release.</param>
internal sealed record WalkRequest(string? Person, string? Direction, IReadOnlyList<double>? Skins, double Distance = 10, bool GivesUp = false);

/// <summary>How a walk ended.</summary>
/// <param name="Outcome"><c>passed</c>, <c>gaveUp</c>, <c>refused</c> or <c>noAnswer</c>.</param>
/// <param name="Decision">The lane's decision.</param>
internal sealed record WalkAnswer(string Outcome, LaneDecision? Decision);

/// <summary>Faults of the simulated devices, by device and word, and what its contacts say; what is absent stays as it is.</summary>
internal sealed record FaultRequest(
    IReadOnlyDictionary<string, string>? Devices = null,
    bool? FireLoopOpen = null,
    bool? HousingOpen = null,
    bool? MainsFailed = null,
    bool? ExitButtonPressed = null,
    bool? TurnstileNotReady = null,
    bool? LoseNextBit = null,
    bool? ForceArm = null);

/// <summary>The gate as it stands now.</summary>
internal sealed record SimulatorState(
    string Kiosk, string Signal, string State, bool ReleasedIn, bool ReleasedOut, long Passages, int Open, LaneDecision? Last,
    bool? HostReached, long? HostWaiting, string? HostProblem, FaultState Faults, IReadOnlyList<ViewEntry> Entries);

/// <summary>The faults in force: by device its fault, by device all it can have (the first is none), and the contacts.</summary>
internal sealed record FaultState(
    IReadOnlyDictionary<string, string> Devices,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Known,
    bool FireLoopOpen,
    bool HousingOpen,
    bool MainsFailed,
    bool ExitButtonPressed,
    bool TurnstileNotReady);

/// <summary>A request that cannot be understood.</summary>
internal sealed record SimulatorProblem(string Title, string Detail, int Status);

/// <summary>The simulator's JSON.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(DirectionWord)],
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(WalkRequest))]
[JsonSerializable(typeof(WalkAnswer))]
[JsonSerializable(typeof(FaultRequest))]
[JsonSerializable(typeof(SimulatorState))]
[JsonSerializable(typeof(SimulatorProblem))]
[JsonSerializable(typeof(IReadOnlyList<SimulatedPerson>))]
internal sealed partial class SimulationJson : JsonSerializerContext;

/// <summary>A direction as the journal writes it: <c>in</c> or <c>out</c>.</summary>
internal sealed class DirectionWord() : JsonStringEnumConverter<Direction>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
