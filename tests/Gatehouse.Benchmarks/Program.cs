using System.CommandLine;
using Gatehouse.Benchmarks;
using Gatehouse.Demo;

var json = new Option<bool>("--json") { Description = "One JSON object a figure.", Recursive = true };
var dry = new Option<bool>("--dry") { Description = "A few rounds, no bound: shows that the benchmark still runs.", Recursive = true };
var kiosk = new Option<FileInfo?>("--kiosk") { Description = "The Native AOT kiosk; GATEHOUSE_KIOSK_AOT_X64 by default.", Recursive = true, HelpName = "FILE" };
var root = new RootCommand("Gatehouse benchmarks: a figure beside a baseline measured in turns in the same run.") { json, dry, kiosk };
(string Name, string About, Func<BenchOptions, CancellationToken, Task<IReadOnlyList<Figure>>> Run)[] benchmarks =
[
    ("decide", "Last badge bit to turnstile energised, the kiosk's own work.", DecideBenchmark.RunAsync),
    ("screen", "Samples to a reading and its verdict.", ScreenBenchmark.RunAsync),
    ("start", "Process start to reader armed.", StartBenchmark.RunAsync),
    ("memory", "Resident memory after 10,000 passages.", MemoryBenchmark.RunAsync),
    ("append", "A record made durable, by one caller and by eight.", AppendBenchmark.RunAsync),
    ("journal-size", "Append, start, a page and memory with a million records.", JournalSizeBenchmark.RunAsync),
    ("replay", "The verdicts of 100,000 passages computed again.", ReplayBenchmark.RunAsync),
    ("backlog", "100,000 records reach the host while people walk on.", BacklogBenchmark.RunAsync),
    ("revoke", "A lost badge is dead at a thousand kiosks.", RevokeBenchmark.RunAsync),
    ("ingest-sqlite", "Records that kiosks send reach SQLite.", IngestBenchmark.SqliteAsync),
    ("ingest-postgres", "Records that kiosks send reach PostgreSQL.", IngestBenchmark.PostgresAsync),
    ("search", "Entries by person, gate and time among ten million on PostgreSQL.", SearchBenchmark.RunAsync),
    ("export", "A million entries as CSV, JSON lines and XLSX, on SQLite and PostgreSQL.", ExportBenchmark.RunAsync),
    ("idle", "Processor time while nobody comes, with every device.", IdleBenchmark.RunAsync),
];
foreach (var benchmark in benchmarks)
{
    var command = new Command(benchmark.Name, benchmark.About);
    command.SetAction((parsed, cancellationToken) => RunAsync(parsed, [benchmark.Name], cancellationToken));
    root.Add(command);
}

var all = new Command("all", "Every benchmark.");
all.SetAction((parsed, cancellationToken) => RunAsync(parsed, [.. benchmarks.Select(b => b.Name)], cancellationToken));
root.Add(all);
return await root.Parse(args).InvokeAsync();

async Task<int> RunAsync(ParseResult parsed, string[] names, CancellationToken cancellationToken)
{
    var output = parsed.InvocationConfiguration.Output;
    var options = new BenchOptions(parsed.GetValue(dry), parsed.GetValue(kiosk), TimeProvider.System);
    var holds = true;
    try
    {
        foreach (var (name, _, run) in benchmarks.Where(b => names.Contains(b.Name)))
        {
            if (!parsed.GetValue(json))
            {
                await output.WriteLineAsync(Figure.Header);
            }

            foreach (var figure in await run(options, cancellationToken))
            {
                holds &= figure.Holds;
                await output.WriteLineAsync(parsed.GetValue(json) ? figure.Json() : figure.Row());
            }
        }
    }
    catch (DemoException e)
    {
        await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message);
        return 1;
    }

    return holds ? 0 : 1;
}
