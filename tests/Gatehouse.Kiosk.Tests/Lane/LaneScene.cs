using System.Device.Gpio;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Hardware.Air;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Input;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Simulation.Input;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Tests.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Lane;

/// <summary>A lane over a simulated gate, played on fake time; its journal is on a disk in memory.</summary>
internal sealed class LaneScene : IAsyncDisposable
{
    private const int Seed = 7;

    // Before the first badge: a frame that comes sooner was under way when the lines were taken.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    // Until the last arm has turned and every deadline has passed.
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(10);

    // Longer than a lane stays in any state.
    private static readonly TimeSpan TooLong = TimeSpan.FromMinutes(2);

    private static readonly byte[] Key = new byte[32];

    private readonly CancellationTokenSource _stop = new();
    private readonly GpioController _gpio;
    private readonly Mlx90614 _thermometer;
    private readonly RelayTurnstile _turnstile;
    private readonly LineBuzzer _buzzer;
    private readonly Task _running;
    private bool _ended;

    [SuppressMessage("Reliability", "CA2000", Justification = "The scene disposes what it made in DisposeAsync.")]
    private LaneScene(FakeTimeProvider time, LaneSetting setting)
    {
        Time = time;
        Disk = setting.Disk ?? new MemoryDisk();
        Journal = Journals.Open(Disk, Journals.Options, Real, setting.IsClockKept);
        Gate = new SimulatedGate(time, Seed, setting.Wiring);
        Gate.Thermometer.NoiseScale = 0.3;
        Gate.Thermometer.Fault = setting.Thermometer;
        Distance = new ProbedDistance(Gate.Distance);
        Air = new SimulatedSht3x(time);
        if (setting.Target is { } target)
        {
            Gate.Thermometer.Target = new Celsius(target.Temperature);
        }

        _gpio = new GpioController(Gate.Chip);
        var wiring = Gate.Wiring;
        _thermometer = new Mlx90614(Gate.Thermometer, new Mlx90614Options(), time);
        _turnstile = new RelayTurnstile(
            _gpio,
            new RelayTurnstileOptions
            {
                ReleaseIn = wiring.ReleaseIn,
                ReleaseOut = wiring.ReleaseOut,
                TurnedIn = wiring.TurnedIn,
                TurnedOut = wiring.TurnedOut,
            },
            time);
        _buzzer = new LineBuzzer(_gpio, wiring.Buzzer, time);
        var devices = new LaneDevices(
            [
                new LaneReader(Direction.In, setting.Typed ? Typing(time) : new WiegandBadgeReader(Gate.EdgesIn, new WiegandOptions { Data0 = wiring.InData0, Data1 = wiring.InData1 }, time)),
                new LaneReader(Direction.Out, new WiegandBadgeReader(Gate.EdgesOut, new WiegandOptions { Data0 = wiring.OutData0, Data1 = wiring.OutData1 }, time)),
            ],
            _thermometer,
            _turnstile,
            new LineSignalLight(_gpio, wiring.Lamps),
            _buzzer,
            new ContactGateInputs(_gpio, new ContactLines(wiring.FireLoop, wiring.Housing, wiring.Mains, wiring.ExitButton, wiring.Ready, wiring.OtherDoor), time),
            Distance)
        {
            Air = setting.Policy.AsksForHumidity && setting.HasAirSensor ? new Sht3x(Air, time) : null,
            LostEdges = () => Gate.Chip.Lost,
        };
        Gate.Light.Changed += (_, said) => Signals.Add(said.Signal);
        Instrument = new Instrument(Gate.Thermometer.Variant, new BudgetConditions(), setting.Policy, CalibrationRecord.Of("c1", DateTimeOffset.UnixEpoch, Gate.Thermometer.Identity));
        var rules = new LaneRules(
            new AccessControl(Roster with { Gate = setting.Gate }),
            Instrument,
            new LaneTimes(),
            new Random(1)) { Outdated = setting.Outdated, Target = setting.Target };
        Lane = new GateLane(devices, rules, Journal, new LaneClocks(time, Real) { IsTrusted = setting.IsTrusted }, Told);
        _running = Lane.RunAsync("test", Ready.SetResult, _stop.Token);
    }

    public static BadgeNumber Ann { get; } = Badge(1);

    /// <summary>Another badge of Ann's.</summary>
    public static BadgeNumber AnnsSecond { get; } = Badge(4);

    public static BadgeNumber Ben { get; } = Badge(2);

    public static BadgeNumber Former { get; } = Badge(3);

    public static BadgeNumber Stranger { get; } = Badge(99);

    /// <summary>What Ann types where the reader is a keyboard.</summary>
    public static BadgeNumber Typed { get; } = new("KEYS", "0042");

    /// <summary>Of lane and devices.</summary>
    public FakeTimeProvider Time { get; }

    /// <summary>Of the journal's limit; it stands still unless a test moves it.</summary>
    public SteppedTime Real { get; } = new();

    public MemoryDisk Disk { get; }

    public SegmentJournal Journal { get; }

    public SimulatedGate Gate { get; }

    /// <summary>The reader that types; null unless the scene has one.</summary>
    public SimulatedKeyboard? Keyboard { get; private set; }

    /// <summary>The gate's distance sensor, as the lane sees it.</summary>
    public ProbedDistance Distance { get; }

    /// <summary>The air sensor; only a policy that asks for humidity has one.</summary>
    public SimulatedSht3x Air { get; }

    public Instrument Instrument { get; }

    public GateLane Lane { get; }

    public LogLines<GateLane> Told { get; } = new();

    public List<Signal> Signals { get; } = [];

    private TaskCompletionSource Ready { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The roster in force at the start.</summary>
    public static Roster Roster => new(
        "r1",
        Convert.ToBase64String(Key),
        "UTC",
        [],
        [new RosterGroup("all")],
        [
            new RosterPerson("A", "Ann", "all", [Hash(Ann), Hash(AnnsSecond), Hash(Typed)]),
            new RosterPerson("B", "Ben", "all", [Hash(Ben)]),
            new RosterPerson("F", "Former", "all", [Hash(Former)], ValidTo: DateTimeOffset.UnixEpoch),
        ]);

    public static void Play(Func<LaneScene, Task> scene, LaneSetting? setting = null)
    {
        LaneScene? played = null;
        Stage.Play(
            async time =>
            {
                await using var lane = new LaneScene(time, setting ?? new LaneSetting());
                played = lane;
                await lane.Ready.Task;
                await lane.PassAsync(Quiet);
                await scene(lane);
                await lane.EndAsync();
                Journals.AssertWhole(lane.Disk);
            },
            busy: () => played is { Journal.Unacknowledged: > 0, Disk.Hangs: false },
            held: () => played is { Disk.Hangs: true } ? 1 : 0);
    }

    public Task<VisitOutcome> ComesAsync(BadgeNumber badge, params double[] skins) =>
        Gate.WalkThroughAsync(Visitor(badge, Direction.In, skins), CancellationToken.None);

    public Task<VisitOutcome> ComesAsync(SimulatedVisitor visitor) => Gate.WalkThroughAsync(visitor, CancellationToken.None);

    public Task<VisitOutcome> LeavesAsync(BadgeNumber badge) =>
        Gate.WalkThroughAsync(Visitor(badge, Direction.Out, 35), CancellationToken.None);

    public static SimulatedVisitor Visitor(BadgeNumber badge, Direction direction, params double[] skins) => new()
    {
        Badge = badge,
        Direction = direction,
        Skins = [.. skins.Select(s => new Celsius(s))],
        DistanceCentimetres = 10,
    };

    /// <summary>Lets lane time pass.</summary>
    public Task PassAsync(TimeSpan time) => Task.Delay(time, Time);

    /// <summary>Stops the lane as a service is stopped; records are complete afterwards.</summary>
    public async Task EndAsync()
    {
        if (!_ended)
        {
            _ended = true;
            await PassAsync(LongEnough);
            await _stop.CancelAsync();
            await _running;
            await Journal.DisposeAsync();
        }
    }

    /// <summary>Waits until the lane ends by itself with a fault; records are complete afterwards.</summary>
    public async Task<TFault> BreaksAsync<TFault>()
        where TFault : Exception
    {
        _ended = true;
        await Task.WhenAny(_running, PassAsync(TooLong));
        Assert.True(_running.IsCompleted, "the lane goes on");
        var fault = await Assert.ThrowsAsync<TFault>(() => _running);
        await Journal.DisposeAsync();
        return fault;
    }

    /// <summary>The kinds of all records but those of the start and the end, in their order.</summary>
    public async Task<IReadOnlyList<string>> KindsAsync()
    {
        await EndAsync();
        return [.. Journals.Records(Disk).Select(r => r.Kind).Where(k => k is not (RecordKind.Epoch or RecordKind.Started or RecordKind.Stopped))];
    }

    public async Task<IReadOnlyList<PassageDecided>> DecisionsAsync()
    {
        await EndAsync();
        return [.. Bodies(RecordKind.Granted, RecordKind.Refused).Select(b => b.Deserialize(ContractJson.Default.PassageDecided)!)];
    }

    public async Task<IReadOnlyList<PassageClosed>> ClosingsAsync()
    {
        await EndAsync();
        return [.. Bodies(RecordKind.Closed).Select(b => b.Deserialize(ContractJson.Default.PassageClosed)!)];
    }

    public async Task<IReadOnlyList<LaneAlarm>> AlarmsAsync(string kind)
    {
        await EndAsync();
        return [.. Bodies(kind).Select(b => b.Deserialize(ContractJson.Default.LaneAlarm)!)];
    }

    public async Task<IReadOnlyList<GateOrdered>> OrdersAsync()
    {
        await EndAsync();
        return [.. Bodies(RecordKind.Ordered).Select(b => b.Deserialize(ContractJson.Default.GateOrdered)!)];
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _turnstile.Dispose();
        _buzzer.Dispose();
        _thermometer.Dispose();
        _gpio.Dispose();
        Gate.Dispose();
        Air.Dispose();
        _stop.Dispose();
    }

    private KeyboardBadgeReader Typing(FakeTimeProvider time)
    {
        Keyboard = new SimulatedKeyboard(time);
        Gate.ReaderIn = new NumberTyped(Keyboard);
        return new KeyboardBadgeReader(Keyboard, new KeystrokeOptions(), time);
    }

    private IEnumerable<JsonElement> Bodies(params string[] kinds) => Journals.Records(Disk).Where(r => kinds.Contains(r.Kind)).Select(r => r.Body);

    private static BadgeNumber Badge(int card) => WiegandFormat.H10301.Badge(1, card);

    private static string Hash(BadgeNumber badge) => BadgeHash.Of(badge.ToString(), Key).Hex;
}

/// <summary>What differs from the ordinary in a scene.</summary>
internal sealed record LaneSetting
{
    public MemoryDisk? Disk { get; init; }

    public static Policy Usual { get; } = new() { Revision = "p1", Limit = 36.2 };

    public Policy Policy { get; init; } = Usual;

    /// <summary>The reader of those who enter is one that types.</summary>
    public bool Typed { get; init; }

    /// <summary>What the lane is told of snapshots that are not the newest.</summary>
    public IReadOnlyList<string> Outdated { get; init; } = [];

    /// <summary>What the thermometer sees while nobody stands before it.</summary>
    public ReferenceTarget? Target { get; init; }

    /// <summary>Whether a policy that asks for humidity has its sensor.</summary>
    public bool HasAirSensor { get; init; } = true;

    /// <summary>What the host wants of the gate as the lane starts.</summary>
    public GateRules? Gate { get; init; }

    /// <summary>How the gate is wired.</summary>
    public SimulatedWiring Wiring { get; init; } = new();

    /// <summary>What is wrong with the thermometer as the lane starts.</summary>
    public Mlx90614Fault Thermometer { get; init; }

    /// <summary>Whether records say that something keeps the wall clock.</summary>
    public bool IsClockKept { get; init; } = true;

    /// <summary>Whether the wall clock can be trusted.</summary>
    public Func<bool> IsTrusted { get; init; } = () => true;
}
