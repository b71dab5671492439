using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Maintenance;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Snapshots;
using Gatehouse.Kiosk.Tests.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Maintenance;

/// <summary>A person with a black body before a simulated thermometer, under the real driver and the real flow.</summary>
internal sealed class CalibrationScene : MaintenanceDialog, IDisposable
{
    public static readonly CalibrationRequest Ada = new("Ada", new ReferenceInstrument("Black body", "bb-1", new DateOnly(2030, 1, 1), 0.98, 0.1), 10);

    public const string Yes = "yearly calibration";

    private readonly TempFolder _folder = new();
    private readonly Mlx90614 _thermometer;
    private readonly long _began;

    private CalibrationScene(FakeTimeProvider time)
    {
        Time = time;
        _began = time.GetTimestamp();
        Chip = new SimulatedMlx90614(time, seed: 5);
        _thermometer = new Mlx90614(Chip, new Mlx90614Options { Settling = Chip.Variant.Refresh }, time);
        State = new KioskSnapshots(_folder.Path);
        State.PutInForce(new Policy { Revision = "p1", Limit = 36.2 });
        State.PutInForce(CalibrationRecord.Of("c0", time.GetUtcNow(), Chip.Identity));
        Desk = NewDesk();
    }

    public FakeTimeProvider Time { get; }

    public SimulatedMlx90614 Chip { get; }

    public KioskSnapshots State { get; }

    /// <summary>Its journal.</summary>
    public MemoryDisk Disk { get; set; } = new();

    public CalibrationDesk Desk { get; private set; }

    /// <summary>What was said, in words of its kind.</summary>
    public List<MaintenanceMessage> Said { get; } = [];

    public List<JournalDraft> Recorded { get; } = [];

    /// <summary>Whether the journal takes no record.</summary>
    public bool RecordFails { get; set; }

    /// <summary>What is done before each question is answered, by how many there were before; the person may also be gone.</summary>
    public Dictionary<int, Action> Meanwhile { get; } = [];

    /// <summary>What is answered when it is to be accepted; nothing discards.</summary>
    public string Verdict { get; set; } = Yes;

    private int Questions { get; set; }

    public static void Play(Func<CalibrationScene, Task> scene) => Stage.Play(async (FakeTimeProvider time) =>
    {
        using var played = new CalibrationScene(time);
        await scene(played);
    });

    /// <summary>Turns a bit of what is kept of checks.</summary>
    public void DamageChecks()
    {
        var file = _folder.File("checks.jsonl");
        var bytes = File.ReadAllBytes(file);
        bytes[10] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Turns a bit of the newest generation of a file of the state folder.</summary>
    public void Damage(string file)
    {
        var bytes = File.ReadAllBytes(_folder.File(file));
        bytes[3] ^= 1;
        File.WriteAllBytes(_folder.File(file), bytes);
    }

    /// <summary>Takes a file of the state folder away, with its earlier generation.</summary>
    public void MoveAside(string file)
    {
        File.Move(_folder.File(file), _folder.File(file) + ".aside", overwrite: true);
        File.Delete(_folder.File(file.Replace(".json", ".previous.json", StringComparison.Ordinal)));
    }

    /// <summary>Takes the last line of a file of the state folder away.</summary>
    public void CutLastLine(string file) => File.WriteAllLines(_folder.File(file), File.ReadAllLines(_folder.File(file))[..^1]);

    /// <summary>Another thermometer's kiosk, or the same one started anew: what is kept stands on the disk.</summary>
    public void StartAnew() => Desk = NewDesk();

    public Task<CalibrationRecord?> CalibrateAsync() => new CalibrationFlow(Desk, this).RunAsync(Ada, CancellationToken.None);

    public Task<DriftCheck> CheckAsync() => new DriftCheckFlow(Desk, this).RunAsync(Ada, 36.5, CancellationToken.None);

    public static async Task<string> RefusedAsync(Func<Task> what) => (await Assert.ThrowsAsync<MaintenanceException>(what)).Message;

    /// <summary>How far off the thermometer is under the calibration in force, mean of many, °C.</summary>
    public async Task<double> ErrorAtAsync(double celsius)
    {
        Chip.Target = new Celsius(celsius);
        var sum = 0.0;
        const int Many = 100;
        for (var i = 0; i < Many; i++)
        {
            sum += Desk.Instrument.Calibration.Skin(await _thermometer.SampleAsync(CancellationToken.None)).Degrees - celsius;
        }

        return sum / Many;
    }

    public override Task TellAsync(MaintenanceMessage message, CancellationToken cancellationToken)
    {
        Said.Add(message);
        return Task.CompletedTask;
    }

    public override Task<string> AskAsync(MaintenanceMessage question, CancellationToken cancellationToken)
    {
        Said.Add(question);
        if (Meanwhile.Remove(Questions++, out var done))
        {
            done();
        }

        return Task.FromResult(question.Event switch
        {
            "ask" => Chip.Target.Degrees.ToString("0.00", null),
            "confirm" => "y",
            _ => Verdict,
        });
    }

    public void Dispose()
    {
        _thermometer.Dispose();
        Chip.Dispose();
        _folder.Dispose();
    }

    private CalibrationDesk NewDesk() => new(
        _thermometer,
        new Instrument(Chip.Variant, new BudgetConditions(), State.Policy.Load(), State.InForce()),
        State,
        draft =>
        {
            Recorded.Add(draft);
            return RecordFails ? Task.FromException(new JournalException("The journal did not take a record: no space left.")) : Task.CompletedTask;
        },
        new LaneClocks(Time, Time))
    {
        OpenJournal = () => Disk,
        UnderPower = () => Time.GetElapsedTime(_began),
        SetReference = (celsius, _) =>
        {
            Chip.Target = celsius;
            return Task.CompletedTask;
        },
    };
}
