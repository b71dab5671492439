using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Policies;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host policy</c>; it works whether the host runs or not, but gates answer to a trial only while it does.</summary>
internal static class PolicyCommands
{
    private const int UsualDays = 7;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public static Command Create(TimeProvider time) => new("policy", "Write, try and put in force the policy by which gates judge. No version is ever changed.")
    {
        List(time),
        Show(time),
        Draft(time),
        Try(time),
        Activate(time),
        Withdraw(time),
    };

    private static Command List(TimeProvider time)
    {
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        return With("list", "Show the versions, the newest first, and gates that decide by another than the one in force.", time, [json], async (parsed, policies, cancellationToken) =>
        {
            var (versions, gates) = await policies.ListAsync(cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(new { policies = versions, gates }, JsonSerializerOptions.Web));
                return 0;
            }

            await output.WriteLineAsync(versions.Count == 0
                ? "No policy yet: 'gatehouse-host policy draft FILE --reason TEXT' writes one. Gates keep the one that was installed on them."
                : $"{"number",6}  {"revision",-14}  {"state",-9}  {"from",-16}  reason");
            foreach (var version in versions)
            {
                await output.WriteLineAsync(
                    $"{version.Number,6}  {version.Revision,-14}  {Words(version.State),-9}  {(version.From is { } from ? SiteTime.Minute(from, time) : ""),-16}  {version.Reason} ({version.Author})");
            }

            if (versions.FirstOrDefault(v => v.State == PolicyState.InForce) is { } inForce)
            {
                foreach (var gate in gates.Where(g => g.Policy != inForce.Revision))
                {
                    await output.WriteLineAsync($"{gate.Gate} decides by {gate.Policy ?? "none that it told of"}, not by {inForce.Revision} yet.");
                }
            }

            return 0;
        });
    }

    private static Command Show(TimeProvider time)
    {
        var number = NumberArgument();
        var against = new Option<long?>("--against") { Description = "The version with which it is compared; without it the one before.", HelpName = "NUMBER" };
        return With("show", "Show a version: what stands in it, and in what it differs from another.", time, [number, against], async (parsed, policies, cancellationToken) =>
        {
            var whole = await policies.OneAsync(parsed.GetRequiredValue(number), parsed.GetValue(against), cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            await SayAsync(output, whole.Policy, time);
            await output.WriteLineAsync($"Written {SiteTime.Minute(whole.Policy.MadeAt, time)} by {whole.Policy.Author}: {whole.Policy.Reason}");
            await DifferAsync(output, whole);
            await output.WriteLineAsync(JsonSerializer.Serialize(whole.Document, Indented));
            return 0;
        });
    }

    private static Command Draft(TimeProvider time)
    {
        var file = new Argument<string>("FILE") { Description = "The policy as JSON; a revision in it is replaced." };
        var reason = new Option<string>("--reason") { Description = "Why; it is kept with the version.", HelpName = "TEXT", Required = true };
        return With("draft", "Write another version; nobody decides by it yet.", time, [file, reason], async (parsed, policies, cancellationToken) =>
        {
            var why = parsed.GetRequiredValue(reason).Trim();
            if (why.Length is 0 or > PolicyRegister.LongestReason)
            {
                throw new HostException($"--reason has 1 to {PolicyRegister.LongestReason} characters.");
            }

            var path = parsed.GetRequiredValue(file);
            if (!File.Exists(path))
            {
                throw new HostException($"There is no file {path}.");
            }

            var whole = await policies.DraftAsync(Actor.OnThisMachine, await File.ReadAllTextAsync(path, cancellationToken), why, cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            await SayAsync(output, whole.Policy, time);
            await DifferAsync(output, whole);
            await output.WriteLineAsync($"'policy try {whole.Policy.Number}' asks gates what it would have changed, 'policy activate {whole.Policy.Number}' puts it in force.");
            return 0;
        });
    }

    private static Command Try(TimeProvider time)
    {
        var number = NumberArgument();
        var days = new Option<int>("--days") { Description = "Over how many of the last days.", HelpName = "N", DefaultValueFactory = _ => UsualDays };
        var wait = new Option<int>("--wait") { Description = "For how many seconds answers are waited for.", HelpName = "SECONDS", DefaultValueFactory = _ => 60 };
        return With("try", "Ask every gate what a version would have changed, and show what they answer.", time, [number, days, wait], async (parsed, policies, cancellationToken) =>
        {
            var (which, over, seconds) = (parsed.GetRequiredValue(number), parsed.GetValue(days), parsed.GetValue(wait));
            if (over is < 1 or > PolicyRegister.MostDays || seconds is < 0 or > 3600)
            {
                throw new HostException($"--days is a number from 1 to {PolicyRegister.MostDays}, and --wait one from 0 to 3600.");
            }

            await policies.TryAsync(Actor.OnThisMachine, which, over, cancellationToken);
            var began = time.GetTimestamp();
            var trials = await policies.TrialsAsync(which, cancellationToken);
            while (trials.Any(t => t.State is "waiting" or "computing") && time.GetElapsedTime(began) < TimeSpan.FromSeconds(seconds))
            {
                await Task.Delay(Look, time, cancellationToken);
                trials = await policies.TrialsAsync(which, cancellationToken);
            }

            var output = parsed.InvocationConfiguration.Output;
            foreach (var trial in trials)
            {
                await TellAsync(output, trial);
            }

            return trials.All(t => t.State == "done") ? 0 : 1;
        });
    }

    private static Command Activate(TimeProvider time)
    {
        var number = NumberArgument();
        var from = new Option<string?>("--from") { Description = "From when on, at the site: 06:00, or 2026-03-02 06:00; now without it.", HelpName = "TIME" };
        return With("activate", "Have gates decide by a version, each from the next person on.", time, [number, from], async (parsed, policies, cancellationToken) =>
        {
            DateTimeOffset? when = parsed.GetValue(from) is { } said ? SiteTime.Read(from.Name, said, time) : null;
            await SayAsync(parsed.InvocationConfiguration.Output, await policies.ActivateAsync(Actor.OnThisMachine, parsed.GetRequiredValue(number), when, cancellationToken), time);
            return 0;
        });
    }

    private static Command Withdraw(TimeProvider time)
    {
        var number = NumberArgument();
        return With("withdraw", "Take a version back that is not in force yet.", time, [number], async (parsed, policies, cancellationToken) =>
        {
            await SayAsync(parsed.InvocationConfiguration.Output, await policies.WithdrawAsync(Actor.OnThisMachine, parsed.GetRequiredValue(number), cancellationToken), time);
            return 0;
        });
    }

    private static Command With(string name, string about, TimeProvider time, IEnumerable<Symbol> own, Func<ParseResult, PolicyRegister, CancellationToken, Task<int>> act) =>
        RosterCommand.Create(name, about, own, (parsed, store, cancellationToken) => act(parsed, new PolicyRegister(store, time), cancellationToken));

    private static Argument<long> NumberArgument() => new("NUMBER") { Description = "The version's number, as 'policy list' shows it." };

    private static Task SayAsync(TextWriter output, PolicyView policy, TimeProvider time) => output.WriteLineAsync(policy.State switch
    {
        PolicyState.Draft => $"Version {policy.Number} is the draft {policy.Revision}.",
        PolicyState.Planned => $"Version {policy.Number}, {policy.Revision}, is in force from {SiteTime.Minute(policy.From!.Value, time)} on.",
        PolicyState.InForce => $"Version {policy.Number}, {policy.Revision}, is in force since {SiteTime.Minute(policy.From!.Value, time)}.",
        PolicyState.Past => $"Version {policy.Number}, {policy.Revision}, was in force from {SiteTime.Minute(policy.From!.Value, time)} on.",
        _ => $"Version {policy.Number}, {policy.Revision}, was taken back.",
    });

    private static async Task DifferAsync(TextWriter output, WholePolicy whole)
    {
        if (whole.Against is not { } against)
        {
            return;
        }

        await output.WriteLineAsync(whole.Differences.Count == 0 ? $"It says the same as version {against}." : $"It differs from version {against}:");
        var width = whole.Differences.Select(d => d.Key.Length).DefaultIfEmpty(0).Max();
        foreach (var difference in whole.Differences)
        {
            await output.WriteLineAsync($"  {difference.Key.PadRight(width)}  {difference.Before ?? "absent"} -> {difference.After ?? "absent"}");
        }
    }

    private static async Task TellAsync(TextWriter output, GateTrial trial)
    {
        await output.WriteLineAsync(trial.State switch
        {
            "done" => string.Create(CultureInfo.InvariantCulture, $"{trial.Gate}: {trial.Passages} passages computed again, {trial.Changed} would have another verdict."),
            "failed" => $"{trial.Gate}: not computed. {trial.Problem}",
            "computing" => $"{trial.Gate}: still computing; 'GET /api/v1/policies/NUMBER/trials' has the answer when it comes.",
            "noAnswer" => $"{trial.Gate}: no answer. It is off, out of reach of this host, or its software does not know how.",
            _ => $"{trial.Gate}: has not answered yet.",
        });
        foreach (var change in (trial.Verdicts ?? []).Where(v => v.Was != v.Is))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {change.Passages,6}  {change.Was} -> {change.Is}"));
        }

        foreach (var (why, passages) in trial.NotComputed ?? new Dictionary<string, int>())
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {passages,6}  not computed: {why}"));
        }
    }

    private static string Words(string state) => state == PolicyState.InForce ? "in force" : state;
}
