using System.CommandLine;
using System.Globalization;
using Gatehouse.Torture;

var cuts = new Option<int>("--cuts") { Description = "How many times the power is cut.", DefaultValueFactory = _ => 1000, HelpName = "N" };
var faults = new Option<int>("--workloads") { Description = "For how many workloads each operation of the disk fails.", DefaultValueFactory = _ => 3, HelpName = "N" };
var seed = new Option<int>("--seed") { Description = "From which chance is drawn; the same one repeats the run but for its threads.", DefaultValueFactory = _ => 1, HelpName = "S" };
var json = new Option<bool>("--json") { Description = "One JSON object." };
var root = new RootCommand("Cuts the power of a journal's and a local log's disk before each of its operations, and lets each fail.") { cuts, faults, seed, json };
root.SetAction(RunAsync);
return await root.Parse(args).InvokeAsync();

async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
{
    var torture = new JournalTorture(parsed.GetValue(seed));
    var views = new ViewTorture(parsed.GetValue(seed), torture.Report);
    var ofViews = parsed.GetValue(cuts) / 10;
    await torture.CutAsync(parsed.GetValue(cuts) - ofViews, cancellationToken);
    await views.CutAsync(ofViews, cancellationToken);
    await torture.FailAsync(parsed.GetValue(faults), records: 200, every: 1, cancellationToken);
    await torture.FlipAsync(parsed.GetValue(cuts) / 10, cancellationToken);
    await views.FlipAsync(parsed.GetValue(cuts) / 10, cancellationToken);
    for (var workload = 0; workload < parsed.GetValue(faults); workload++)
    {
        await views.FailAsync(every: 1, cancellationToken);
    }

    var report = torture.Report;
    var output = parsed.InvocationConfiguration.Output;
    await output.WriteLineAsync(parsed.GetValue(json)
        ? report.Json()
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Cuts} power cuts left {report.States} states, {report.Faults} operations failed, {report.Flips} bits were flipped, {report.Views} local logs opened; {report.Acknowledged} acknowledged records were looked for: {report.Lost} lost, {report.Duplicated} twice, {report.Reordered} out of order; {report.Unreadable} states do not verify, {report.BootFailures} could not go on, {report.NotErased} values were not erased, {report.Unnoticed} flipped bits went unnoticed (seed {report.Seed})."));
    return report.IsClean ? 0 : 1;
}
