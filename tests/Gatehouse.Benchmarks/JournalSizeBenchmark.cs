using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Demo.Results;
using Gatehouse.Demo.Services;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Benchmarks;

/// <summary>
/// Whether a journal of a million records costs more than one of ten thousand: an append, in turns on the same disk; the
/// kiosk's start; a page of its local log, built anew; its memory after it.
/// </summary>
internal static class JournalSizeBenchmark
{
    private const int Large = 1_000_000;
    private const int Small = 10_000;
    private const int DryShare = 500;
    private const int Together = 500;
    private const int Rounds = 60;
    private const int DryRounds = 2;
    private const int Appends = 10;
    private const int Starts = 7;
    private const int Pages = 40;
    private const double MostRatio = 1.1;
    private const double MostStartMilliseconds = 1000;
    private const double MostPageMilliseconds = 200;
    private const double MostMegabytes = 90;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var program = options.KioskProgram();
        var root = BenchOptions.RealFolder("journal-size");
        var folder = new KioskFolder("bench", Path.Combine(root.FullName, "kiosk"));
        await BenchKiosk.PrepareAsync(folder, program, options.Time, cancellationToken);
        var small = Path.Combine(root.FullName, "small");
        await WriteAsync(small, options.Dry ? Small / DryShare : Small, options.Time, cancellationToken);
        await WriteAsync(folder.Journal, options.Dry ? Large / DryShare : Large, options.Time, cancellationToken);
        var (few, many) = await AppendAsync(small, folder.Journal, options);
        var starts = await StartAsync(folder, program, options, cancellationToken);
        var (page, built, megabytes) = await PageAsync(folder, program, options, cancellationToken);
        root.Delete(recursive: true);
        return
        [
            new Figure("journal-size: append to the large one", many, "ms", few, options.Bound(few * MostRatio)),
            new Figure("journal-size: process to reader armed", starts, "ms", null, options.Bound(MostStartMilliseconds)),
            new Figure("journal-size: page of the log, p95", page, "ms", null, options.Bound(MostPageMilliseconds)),
            new Figure("journal-size: first page, log built anew", built, "ms", null, null),
            new Figure("journal-size: resident after it", megabytes, "MB", null, options.Bound(MostMegabytes)),
        ];
    }

    private static async Task WriteAsync(string folder, int records, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var journal = Open(folder, time, flushed: false);
        for (var number = 0; number < records; number += Together)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.WhenAll(Enumerable.Range(number, Math.Min(Together, records - number)).Select(n => journal.AppendAsync(Draft(n, journal), CancellationToken.None)));
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The journal takes the disk over and disposes it.")]
    private static SegmentJournal Open(string folder, TimeProvider time, bool flushed)
    {
        var disk = FolderDisk.Open(folder);
        return SegmentJournal.Open(
            flushed ? disk : new UnflushedDisk(disk),
            new JournalOptions { Kiosk = KioskId.Parse("bench"), Simulated = true },
            new RecordStamp(time, new ClockWatch(time), BootIdentity.OfThisMachine()));
    }

    /// <summary>The medians of single appends to a small and a large journal, in turns.</summary>
    private static async Task<(double Few, double Many)> AppendAsync(string small, string large, BenchOptions options)
    {
        await using var few = Open(small, options.Time, flushed: true);
        await using var many = Open(large, options.Time, flushed: true);
        var (fewTimes, manyTimes) = (new List<double>(), new List<double>());
        for (var round = 0; round < (options.Dry ? DryRounds : Rounds); round++)
        {
            await EachAsync(few, fewTimes, options.Time);
            await EachAsync(many, manyTimes, options.Time);
        }

        return (Percentile.Of(fewTimes, 0.5)!.Value, Percentile.Of(manyTimes, 0.5)!.Value);
    }

    private static async Task EachAsync(SegmentJournal journal, List<double> times, TimeProvider time)
    {
        for (var i = 0; i < Appends; i++)
        {
            var began = time.GetTimestamp();
            await journal.AppendAsync(Draft(i, journal), CancellationToken.None);
            times.Add(time.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    private static async Task<double> StartAsync(KioskFolder folder, ProgramFile program, BenchOptions options, CancellationToken cancellationToken)
    {
        var starts = new List<double>();
        for (var i = 0; i < (options.Dry ? 1 : Starts); i++)
        {
            var began = options.Time.GetTimestamp();
            await using var kiosk = await Service.StartAsync("gatehouse-kiosk", program, ["run", "--config", folder.Configuration, "--simulate", "--json"], folder.Log, options.Time);
            await kiosk.SaysAsync("ready", cancellationToken);
            starts.Add(options.Time.GetElapsedTime(began).TotalMilliseconds);
        }

        return Percentile.Of(starts, 0.5)!.Value;
    }

    /// <summary>Removes the local log, waits until it is built anew, and asks for pages of it.</summary>
    private static async Task<(double Page, double Built, double Megabytes)> PageAsync(
        KioskFolder folder, ProgramFile program, BenchOptions options, CancellationToken cancellationToken)
    {
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(folder.Journal)!, "view*.db"))
        {
            File.Delete(file);
        }

        using var client = new HttpClient();
        var began = options.Time.GetTimestamp();
        await using var kiosk = await KioskService.StartAsync("bench", folder, program, speed: 1, options.Time, cancellationToken);
        while (await EntriesAsync(client, kiosk, cancellationToken) == 0)
        {
            await Task.Delay(Look, options.Time, cancellationToken);
        }

        var built = options.Time.GetElapsedTime(began).TotalMilliseconds;
        var pages = new List<double>();
        for (var i = 0; i < Pages; i++)
        {
            began = options.Time.GetTimestamp();
            await EntriesAsync(client, kiosk, cancellationToken);
            pages.Add(options.Time.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(Look, options.Time, cancellationToken);
        }

        return (Percentile.Of(pages, 0.95)!.Value, built, MemoryBenchmark.Resident(kiosk.ProcessId));
    }

    private static async Task<int> EntriesAsync(HttpClient client, KioskService kiosk, CancellationToken cancellationToken)
    {
        using var state = JsonDocument.Parse(await client.GetStringAsync(new Uri(kiosk.Simulator, "/api/state"), cancellationToken));
        return state.RootElement.GetProperty("entries").GetArrayLength();
    }

    private static JournalDraft Draft(int number, SegmentJournal journal)
    {
        if (number % 2 == 1)
        {
            var closed = new PassageClosed(Passage(number - 1), Math.Max(1, journal.Head.Sequence), null, PassageOutcome.Passed, 1.5, 700);
            return JournalDraft.Of(RecordKind.Closed, closed, ContractJson.Default.PassageClosed);
        }

        var field = new PersonalField { Name = "name", Salt = new byte[PersonalField.SaltLength], Value = "\"Person 1234\""u8.ToArray() };
        var decided = new PassageDecided
        {
            Passage = Passage(number),
            Direction = PassageDirection.In,
            Reason = "clear",
            Person = "1234",
            Verdict = PassageVerdict.Clear,
            Readings = 1,
            Roster = "bench",
            Policy = "bench",
            Commitments = new Dictionary<string, string> { [field.Name] = field.Commitment() },
        };
        return JournalDraft.Of(RecordKind.Granted, decided, ContractJson.Default.PassageDecided, [field]);
    }

    private static string Passage(int number) => number.ToString("x32", CultureInfo.InvariantCulture);
}
