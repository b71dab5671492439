using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Gatehouse.Contract;
using Gatehouse.Demo;
using Gatehouse.Demo.Services;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Pairing;
using Gatehouse.Kiosk.Sync;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Benchmarks;

/// <summary>
/// How long a backlog takes to reach a host in a process of its own, by TLS and into SQLite on a real disk, and how long what
/// is recorded meanwhile takes from being durable at the kiosk to being committed at the host. The baseline of the
/// first only reads the backlog's batches and compresses them.
/// </summary>
[SuppressMessage("Reliability", "CA2000", Justification = "Journals and the timed link take what they are made of over and dispose it.")]
internal static class BacklogBenchmark
{
    private const int Records = 100_000;
    private const int DryRecords = 2_000;
    private const int Together = 500;
    private const double MostSeconds = 10;
    private const double MostSecondsLive = 1;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        enough.CancelAfter(Patience);
        var root = BenchOptions.RealFolder("backlog");
        await using var host = new HostService(root.FullName, options.Time);
        await host.StartAsync(enough.Token);

        // A host that has just started compiles itself meanwhile; that is not what is measured.
        var warm = await RunAsync(host, "warm", root, DryRecords, options.Time, enough.Token);
        var records = options.Dry ? DryRecords : Records;
        var (seconds, waits, bare, written) = await RunAsync(host, "gate", root, records, options.Time, enough.Token);
        var held = await host.SummaryAsync(verify: true, enough.Token) ?? throw new DemoException("The host does not answer.");
        var lacking = Math.Abs(warm.Written + written - held.Records) + held.Gaps + (held.Chain == "verified" ? 0 : 1);
        await host.StopAsync();
        root.Delete(recursive: true);
        return
        [
            new Figure($"backlog: {records} records", seconds, "s", bare, options.Bound(MostSeconds)),
            new Figure($"backlog: slowest of {waits.Count} live", waits.Max(), "s", null, options.Bound(MostSecondsLive)),
            new Figure("backlog: records not at the host", lacking, "", null, 0),
        ];
    }

    /// <summary>A kiosk with a backlog comes to the host: the backlog's time and each live record's, that of the baseline, and how many records the kiosk wrote.</summary>
    private static async Task<(double Seconds, IReadOnlyList<double> Waits, double Bare, long Written)> RunAsync(
        HostService host, string kiosk, DirectoryInfo root, int records, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(root.FullName, kiosk);
        await using (var journal = Open(new UnflushedDisk(FolderDisk.Open(folder)), kiosk, time))
        {
            await FillAsync(journal, records);
        }

        var (name, sync) = (KioskId.Parse(kiosk), new SyncOptions());
        var file = new CredentialFile(Path.Combine(root.FullName, kiosk + ".json"));
        await host.InviteAsync(kiosk, root.FullName, cancellationToken);
        await new HostPairing(sync, () => time.GetUtcNow()).JoinAsync(name, JoinTokenFiles.Read(JoinTokenFiles.Find(file)[0]), file, cancellationToken);
        using var link = new TimedLink(new HttpsHostLink(file.Read(name), sync), time);
        await using var live = Open(FolderDisk.Open(folder), kiosk, time);
        var (seconds, waits) = await ForwardAsync(live, link, time, cancellationToken);
        return (seconds, waits, await ReadAsync(live, time, records, cancellationToken), live.Head.Sequence);
    }

    /// <summary>Forwards, and records a passage every now and then; gives the backlog's time and each live record's.</summary>
    private static async Task<(double Seconds, IReadOnlyList<double> Waits)> ForwardAsync(
        SegmentJournal journal, TimedLink link, TimeProvider time, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var sync = new SyncWorker(journal, link, new BackOff(new SyncOptions(), new Random(1)), time, NullLogger<SyncWorker>.Instance);
        var durable = new Dictionary<long, long>();
        var backlog = link.WhenHeldAsync(journal.Head.Sequence);
        var began = time.GetTimestamp();
        var forwarding = sync.RunAsync(stop.Token);
        do
        {
            var entry = await journal.AppendAsync(Decided(new Random(durable.Count)), CancellationToken.None);
            durable[entry.Sequence] = time.GetTimestamp();
            await Task.WhenAny(backlog, Task.Delay(Between, time, cancellationToken));
        }
        while (!backlog.IsCompleted && !cancellationToken.IsCancellationRequested);

        var seconds = time.GetElapsedTime(began, await backlog.WaitAsync(cancellationToken)).TotalSeconds;
        await link.WhenHeldAsync(journal.Head.Sequence).WaitAsync(cancellationToken);
        await stop.CancelAsync();
        await forwarding;
        return (seconds, [.. durable.Select(d => time.GetElapsedTime(d.Value, link.CommittedAt(d.Key)).TotalSeconds)]);
    }

    private static async Task<double> ReadAsync(SegmentJournal journal, TimeProvider time, long records, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var reader = journal.Reader;
        for (long from = 1; from <= records;)
        {
            var (lines, last, _) = Batches.Read(reader, journal.Head.Epoch, new SequenceRange(from, records));
            await HttpsHostLink.CompressAsync(lines, cancellationToken);
            from = last + 1;
        }

        return time.GetElapsedTime(began).TotalSeconds;
    }

    internal static SegmentJournal Open(JournalDisk disk, string kiosk, TimeProvider time) =>
        SegmentJournal.Open(disk, new JournalOptions { Kiosk = KioskId.Parse(kiosk) }, new RecordStamp(time, new ClockWatch(time), BootIdentity.OfThisMachine()));

    /// <summary>Passages, each decided and closed, until the journal holds so many records.</summary>
    internal static async Task FillAsync(SegmentJournal journal, int records)
    {
        var random = new Random(1);
        while (journal.Head.Sequence < records)
        {
            var next = journal.Head.Sequence + 1;
            var passages = (int)Math.Min(Together, (records - journal.Head.Sequence + 1) / 2);
            var drafts = Enumerable.Range(0, passages).SelectMany(i => Passage(random, next + (2 * i))).Take((int)(records - journal.Head.Sequence));
            await Task.WhenAll(drafts.Select(draft => journal.AppendAsync(draft, CancellationToken.None)));
        }
    }

    private static IEnumerable<JournalDraft> Passage(Random random, long sequence)
    {
        var passage = Passage(random);
        yield return Decided(random, passage);
        yield return JournalDraft.Of(RecordKind.Closed, new PassageClosed(passage, sequence, null, PassageOutcome.Passed, 12.5, 1840), ContractJson.Default.PassageClosed);
    }

    private static string Passage(Random random) => $"{random.NextInt64():x16}{random.NextInt64():x16}";

    private static JournalDraft Decided(Random random, string? passage = null)
    {
        var number = random.Next(258);
        var fields = new[]
        {
            Field("name", $"\"Person number {number}\""),
            Field("readings", $$"""[{"skin":36.{{random.Next(100):00}},"u":0.41,"samples":[[{{random.Next(15000, 16000)}},14900],[{{random.Next(15000, 16000)}},14900],[{{random.Next(15000, 16000)}},14901]]}]"""),
        };
        var decided = new PassageDecided
        {
            Passage = passage ?? Passage(random),
            Direction = PassageDirection.In,
            Reason = "clear",
            Person = $"{number:0000}",
            Group = "day",
            Verdict = PassageVerdict.Clear,
            Readings = 1,
            Roster = "bench",
            Policy = "bench",
            Calibration = "bench",
            Commitments = fields.ToDictionary(field => field.Name, field => field.Commitment()),
        };
        return JournalDraft.Of(RecordKind.Granted, decided, ContractJson.Default.PassageDecided, fields);
    }

    private static PersonalField Field(string name, string json) =>
        new() { Name = name, Salt = RandomNumberGenerator.GetBytes(PersonalField.SaltLength), Value = System.Text.Encoding.UTF8.GetBytes(json) };
}
