using System.CommandLine;
using System.Globalization;
using Gatehouse.Torture;

var cuts = new Option<int>("--cuts") { Description = "How many times the power is cut.", DefaultValueFactory = _ => 1000, HelpName = "N" };
var faults = new Option<int>("--workloads") { Description = "For how many workloads each operation of the disk fails.", DefaultValueFactory = _ => 3, HelpName = "N" };
var kills = new Option<int>("--kills") { Description = "How many processes are killed.", DefaultValueFactory = _ => 50, HelpName = "N" };
var seed = new Option<int>("--seed") { Description = "From which chance is drawn; the same one repeats the run but for its threads and processes.", DefaultValueFactory = _ => 1, HelpName = "S" };
var json = new Option<bool>("--json") { Description = "One JSON object." };
var folder = new Argument<string>("folder");
var from = new Argument<DateTimeOffset>("from");
var ofWork = new Argument<int>("seed");
var work = new Command(KillTorture.WorkCommand, "The process that is killed.") { folder, ofWork, from };
work.Hidden = true;
work.SetAction((parsed, _) => KillTorture.WorkAsync(
    parsed.GetRequiredValue(folder), parsed.GetValue(ofWork), parsed.GetValue(from), parsed.InvocationConfiguration.Output));
var root = new RootCommand("Cuts the power of a journal's and a local log's disk before each of its operations, lets each fail, and kills processes that write.")
{
    cuts, faults, kills, seed, json, work,
};
root.SetAction(RunAsync);
return await root.Parse(args).InvokeAsync();

async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
{
    var torture = new JournalTorture(parsed.GetValue(seed));
    var report = torture.Report;
    await torture.CutAsync(parsed.GetValue(cuts), cancellationToken);
    await torture.FailAsync(parsed.GetValue(faults), records: 200, every: 1, cancellationToken);
    await torture.FlipAsync(parsed.GetValue(cuts) / 10, cancellationToken);

    var views = new ViewTorture(parsed.GetValue(seed), report);
    await views.CutAsync(parsed.GetValue(cuts) / 10, cancellationToken);
    await views.FailAsync(parsed.GetValue(faults), every: 1, cancellationToken);
    await views.FlipAsync(parsed.GetValue(cuts) / 10, cancellationToken);

    var journal = Directory.CreateTempSubdirectory("gatehouse-torture-");
    await new KillTorture(parsed.GetValue(seed), journal.FullName, report).KillAsync(parsed.GetValue(kills), Environment.ProcessPath!, cancellationToken);
    journal.Delete(recursive: true);

    await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? report.Json() : Told(report));
    return report.IsClean ? 0 : 1;
}

static string Told(TortureReport report) => string.Create(
    CultureInfo.InvariantCulture,
    $"{report.Cuts} power cuts and {report.Kills} killed processes left {report.States} states, {report.Faults} operations failed, {report.Flips} bits were flipped, {report.Views} local logs opened; {report.Acknowledged} acknowledged records were looked for: {report.Lost} lost, {report.Duplicated} twice, {report.Reordered} out of order; {report.Unreadable} states do not verify, {report.BootFailures} could not go on, {report.NotErased} values were not erased, {report.Unnoticed} flipped bits went unnoticed (seed {report.Seed}).");
