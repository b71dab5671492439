using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Replay;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Benchmarks;

/// <summary>
/// How long the verdicts of a whole journal take to be computed again, all the same as then; the baseline only reads its
/// lines and checks their hashes.
/// </summary>
internal static class ReplayBenchmark
{
    private const int Passages = 100_000;
    private const int DryPassages = 500;
    private const int Together = 500;
    private const double MostSeconds = 5;
    private const int Samples = 3;
    private static readonly Policy Policy = new() { Revision = "bench", Limit = 36.1 };
    private static readonly CalibrationRecord Calibration = new("bench", DateTimeOffset.UnixEpoch, "0000000000000001", 65535, 0, 0x9FB5, Correction: new Correction(1.003, -0.12, 0.06));

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var root = BenchOptions.RealFolder("replay");
        var state = new KioskSnapshots(root.FullName);
        state.PutInForce(Policy);
        state.PutInForce(Calibration);
        var folder = Path.Combine(root.FullName, "journal");
        var passages = options.Dry ? DryPassages : Passages;
        await WriteAsync(folder, passages, options.Time);
        cancellationToken.ThrowIfCancellationRequested();
        using var disk = FolderDisk.OpenReadOnly(folder);

        var began = options.Time.GetTimestamp();
        var reader = new JournalReader(disk);
        var lines = reader.Epochs().Sum(epoch => reader.Read(epoch, 1).Count());
        var bare = options.Time.GetElapsedTime(began).TotalSeconds;

        began = options.Time.GetTimestamp();
        var replay = new VerdictReplay(state);
        var differing = 0;
        var count = 0;
        foreach (var passage in replay.Run(disk, DateTimeOffset.MinValue))
        {
            count++;
            differing += passage is { IsSame: true, IsSameVerdict: true } ? 0 : 1;
        }

        var seconds = options.Time.GetElapsedTime(began).TotalSeconds;
        root.Delete(recursive: true);
        return
        [
            new Figure($"replay: {count} passages", seconds, "s", bare, options.Bound(MostSeconds)),
            new Figure("replay: verdicts or digits that differ", differing + (passages - count) + replay.Left.Values.Sum() + (lines < passages ? 1 : 0), "", null, 0),
        ];
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The journal takes the disk over and disposes it.")]
    private static async Task WriteAsync(string folder, int passages, TimeProvider time)
    {
        var stamp = new RecordStamp(time, new ClockWatch(time), BootIdentity.OfThisMachine());
        await using var journal = SegmentJournal.Open(new UnflushedDisk(FolderDisk.Open(folder)), new JournalOptions { Kiosk = KioskId.Parse("bench") }, stamp);
        var by = new BudgetConditions();
        var started = new KioskStarted("bench", "in", "bench", Policy.Revision, Calibration.Id, by.Recorded(Mlx90614Variant.Dci));
        await journal.AppendAsync(JournalDraft.Of(RecordKind.Started, started, ContractJson.Default.KioskStarted), CancellationToken.None);
        var instrument = new Instrument(Mlx90614Variant.Dci, by, Policy, Calibration);
        var limit = new GateLimit(Policy);
        var random = new Random(1);
        for (var written = 0; written < passages; written += Together)
        {
            await Task.WhenAll(Enumerable.Range(0, Math.Min(Together, passages - written)).Select(_ =>
                journal.AppendAsync(Passage(instrument, limit, random), CancellationToken.None)));
        }
    }

    private static JournalDraft Passage(Instrument instrument, GateLimit limit, Random random)
    {
        var skin = 34.2 + (random.NextDouble() * 2.6);
        var readings = new List<Reading>();
        Verdict verdict;
        do
        {
            readings.Add(instrument.Burst.Reduce([.. Enumerable.Range(0, Samples).Select(_ => Sample(skin + ((random.NextDouble() - 0.5) * 0.3)))], limit));
            verdict = Screener.Judge(readings, Policy);
        }
        while (verdict == Verdict.Remeasure);

        var field = Field(readings);
        var decided = new PassageDecided
        {
            Passage = $"{random.NextInt64():x16}{random.NextInt64():x16}",
            Direction = PassageDirection.In,
            Reason = verdict == Verdict.Clear ? "clear" : "refer",
            Person = "0001",
            Verdict = verdict switch { Verdict.Clear => PassageVerdict.Clear, Verdict.Refer => PassageVerdict.Refer, _ => PassageVerdict.NotMeasurable },
            Readings = readings.Count,
            Roster = "bench",
            Policy = Policy.Revision,
            Calibration = Calibration.Id,
            Commitments = new Dictionary<string, string> { [field.Name] = field.Commitment() },
        };
        return JournalDraft.Of(verdict == Verdict.Clear ? RecordKind.Granted : RecordKind.Refused, decided, ContractJson.Default.PassageDecided, [field]);
    }

    private static ThermometerSample Sample(double celsius)
    {
        var (target, ambient) = (Mlx90614Words.FromCelsius(new Celsius(celsius)), Mlx90614Words.FromCelsius(new Celsius(23)));
        return new ThermometerSample(Mlx90614Words.ToCelsius(target), Mlx90614Words.ToCelsius(ambient), target, ambient);
    }

    private static PersonalField Field(IReadOnlyList<Reading> readings)
    {
        var value = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(value))
        {
            PersonalReadings.Write(json, readings);
        }

        return new PersonalField { Name = PersonalReadings.Name, Salt = RandomNumberGenerator.GetBytes(PersonalField.SaltLength), Value = value.WrittenMemory };
    }
}
