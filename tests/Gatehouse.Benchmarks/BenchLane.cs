using System.Device.Gpio;
using System.Diagnostics.CodeAnalysis;
using Gatehouse.Contract;
using Gatehouse.Demo;
using Gatehouse.Demo.People;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Screening;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Benchmarks;

/// <summary>A lane in this process, over a simulated gate on accelerated time; its journal and its clock are real.</summary>
internal sealed class BenchLane : IAsyncDisposable
{
    private const double Speed = 100;
    private const int Seed = 1;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly AcceleratedTime _laneTime;
    private readonly CountingDisk _disk;
    private readonly SegmentJournal _journal;
    private readonly SimulatedGate _gate;
    private readonly GpioController _gpio;
    private readonly Mlx90614 _thermometer;
    private readonly RelayTurnstile _turnstile;
    private readonly LineBuzzer _buzzer;
    private readonly TimeProvider _time;
    private readonly GateLane _lane;
    private readonly TaskCompletionSource _ready = new();
    private readonly Task _running;

    [SuppressMessage("Reliability", "CA2000", Justification = "The journal takes the disk over and disposes it.")]
    private BenchLane(JournalDisk disk, TimeProvider time)
    {
        _time = time;
        _laneTime = new AcceleratedTime(time, Speed);
        var laneTime = _laneTime;
        _disk = new CountingDisk(disk);
        _journal = SegmentJournal.Open(
            _disk,
            new JournalOptions { Kiosk = KioskId.Parse("bench"), Simulated = true },
            new RecordStamp(time, new ClockWatch(time), BootIdentity.OfThisMachine()));
        _gate = new SimulatedGate(laneTime, Seed);
        _gpio = new GpioController(_gate.Chip);
        var wiring = _gate.Wiring;
        _thermometer = new Mlx90614(_gate.Thermometer, new Mlx90614Options { Settling = Mlx90614Options.ShortestSettling }, laneTime);
        _turnstile = new RelayTurnstile(_gpio, new RelayTurnstileOptions { ReleaseIn = wiring.ReleaseIn, TurnedIn = wiring.TurnedIn }, laneTime);
        _buzzer = new LineBuzzer(_gpio, wiring.Buzzer, laneTime);
        var reader = new WiegandBadgeReader(_gate.EdgesIn, new WiegandOptions { Data0 = wiring.InData0, Data1 = wiring.InData1 }, laneTime);
        var devices = new LaneDevices(
            [new LaneReader(Direction.In, reader)],
            _thermometer,
            _turnstile,
            new LineSignalLight(_gpio, wiring.Lamps),
            _buzzer,
            new ContactGateInputs(_gpio, new ContactLines(wiring.FireLoop, wiring.Housing), laneTime),
            _gate.Distance);
        var access = new AccessControl(DemoRoster.Of(BenchKiosk.People, everyoneValid: true, time.GetUtcNow()));
        var calibration = CalibrationRecord.Of("bench", time.GetUtcNow(), _gate.Thermometer.Identity);
        var instrument = new Instrument(_gate.Thermometer.Variant, new BudgetConditions(), BenchKiosk.Policy, calibration);
        var rules = new LaneRules(access, instrument, new LaneTimes(), new Random(1));
        _lane = new GateLane(devices, rules, _journal, new LaneClocks(laneTime, time), NullLogger<GateLane>.Instance);
        _running = _lane.RunAsync("bench", _ready.SetResult, _stop.Token);
    }

    /// <summary>How many bytes the last grant took; the closing record after it is shorter.</summary>
    public int TakeGrantBytes() => _disk.TakeLargest();

    public static async Task<BenchLane> StartAsync(JournalDisk disk, TimeProvider time, CancellationToken cancellationToken)
    {
        var lane = new BenchLane(disk, time);
        await lane._ready.Task.WaitAsync(cancellationToken);

        // A reader takes no frame whose beginning it may have missed: the first badge comes once its lines were quiet.
        await Task.Delay(Quiet, time, cancellationToken);
        return lane;
    }

    /// <summary>Walks one person in.</summary>
    public async Task AdmitAsync(Person person, CancellationToken cancellationToken)
    {
        var outcome = await _gate.WalkThroughAsync(
            new SimulatedVisitor
            {
                Badge = BadgeNumber.Parse(person.Badge),
                Skins = [new Celsius(35)],
                Approach = TimeSpan.Zero,
            },
            cancellationToken);
        // On a busy machine the person's own thread may be late at the arm; the lane's work was done by then.
        if (outcome is not (VisitOutcome.Passed or VisitOutcome.GaveUp))
        {
            throw new DemoException($"A passage ended as '{outcome}': the benchmark measures admissions only.");
        }
    }

    /// <summary>Waits until the closing record is durable, too: until then the lane itself uses the disk.</summary>
    public async Task RestAsync(CancellationToken cancellationToken)
    {
        while (_lane.Status.Open > 0)
        {
            await Task.Delay(Look, _time, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _journal.DisposeAsync();
        _disk.Dispose();
        _turnstile.Dispose();
        _buzzer.Dispose();
        _thermometer.Dispose();
        _gpio.Dispose();
        _gate.Dispose();
        _laneTime.Dispose();
        _stop.Dispose();
    }
}
