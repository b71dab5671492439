using System.CommandLine;
using System.Globalization;
using Gatehouse.Fleet;

var days = new Option<int>("--days") { Description = "How many kiosk-days.", DefaultValueFactory = _ => 1000, HelpName = "N" };
var visits = new Option<int>("--visits") { Description = "How many come to a gate on one day, in the mean.", DefaultValueFactory = _ => 12, HelpName = "N" };
var seed = new Option<int>("--seed") { Description = "From which chance is drawn; the same one repeats the run.", DefaultValueFactory = _ => 1, HelpName = "S" };
var json = new Option<bool>("--json") { Description = "One JSON object." };
var root = new RootCommand("Runs kiosks, links and a host over days in which everything fails, and checks what they promise.") { days, visits, seed, json };
root.SetAction(async (parsed, _) =>
{
    var run = new FleetRun(parsed.GetValue(seed)) { VisitsADay = parsed.GetValue(visits) };
    run.Run(parsed.GetValue(days));
    var report = run.Report;
    await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json)
        ? report.Json()
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{report.KioskDays} kiosk-days, {report.Visits} visits, {report.Released} times let in, {report.Records} records; {report.PowerCuts} power cuts, {report.DiskFaults} disk faults, {report.LinkFaults} link faults, {report.ClockSteps} clock steps, {report.Restarts} restarts, {report.HostRestarts} of the host ({report.HostRestores} with older data): {(report.Violations.Count == 0 ? "every promise was kept" : string.Join('\n', report.Violations))} (seed {report.Seed})."));
    return report.Violations.Count == 0 ? 0 : 1;
});
return await root.Parse(args).InvokeAsync();
