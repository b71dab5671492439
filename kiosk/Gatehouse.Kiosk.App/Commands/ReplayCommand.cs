using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Replay;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Snapshots;
using static Gatehouse.Kiosk.Maintenance.Wording;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary><c>gatehouse-kiosk replay</c> and <c>lookback</c>: compute verdicts again from the journal's raw words.</summary>
internal static class ReplayCommand
{
    private static readonly string[] Verdicts = [PassageVerdict.Clear, PassageVerdict.Remeasure, PassageVerdict.Refer, PassageVerdict.NotMeasurable];

    private const string Missing =
        "Not all is there that was found of the thermometer: lines are missing in the calibrations, checks or invalidations. Put back a copy from before; what the journal says of it, 'gatehouse-kiosk journal show' lists as 'checked' and 'calibrated'.";

    /// <summary>By the policies of then, which must give the verdicts of then; or by another one.</summary>
    public static Command Replay()
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var policy = new Option<FileInfo?>("--policy") { Description = "A policy to try; by the ones of then without it.", HelpName = "FILE" };
        var since = Since();
        var command = new Command("replay", "Compute the verdicts again from the raw words in the journal; exit status 1 when one differs under the policy of then.") { config, policy, since, json };
        Spoken.SetAction(command, async (parsed, output, _) =>
        {
            var configuration = CommonOptions.Read(parsed.GetRequiredValue(config));
            var state = new KioskSnapshots(configuration.State);
            var tried = parsed.GetValue(policy) is { } file ? Read(file) : null;
            var replay = new VerdictReplay(state) { By = tried };
            using var disk = FolderDisk.OpenReadOnly(KioskFolders.Journal(configuration));
            var summary = new ReplaySummary(replay.Run(disk, parsed.GetValue(since) ?? DateTimeOffset.MinValue));
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(Said(summary, replay, tried?.Revision), AppJson.Default.Replayed));
            }
            else
            {
                foreach (var line in Lines(summary, replay, tried?.Revision))
                {
                    await output.WriteLineAsync(line);
                }
            }

            return tried is null && (summary.Changed > 0 || summary.OtherReadings > 0 || (summary.Passages == 0 && replay.Left.Keys.Any(why => why != VerdictReplay.Erased))) ? 1 : 0;
        });
        return command;
    }

    /// <summary>Who is concerned by a thermometer that was found out of tolerance.</summary>
    public static Command LookBack()
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var all = new Option<bool>("--all") { Description = "List every passage, not only those whose verdict changes." };
        var which = new Option<int>("--finding") { Description = "Which finding: 1 is the latest, 2 the one before it.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var command = new Command("lookback", "List who passed since the last good check of a thermometer that was then found out of tolerance, with the verdict as it should have been.") { config, all, which, json };
        Spoken.SetAction(command, async (parsed, output, _) =>
        {
            var configuration = CommonOptions.Read(parsed.GetRequiredValue(config));
            var state = new KioskSnapshots(configuration.State);
            var findings = Kiosk.Replay.LookBack.Of(state);
            var isAllThere = state.StandingOf(state.InForce().Serial).Missing == 0;
            if (findings.Count == 0 && !isAllThere)
            {
                throw new SnapshotException($"{Missing} Nobody can say who is concerned.");
            }

            if (findings.Count == 0)
            {
                if (!parsed.GetValue(json))
                {
                    await output.WriteLineAsync("The thermometer was never found out of tolerance nor said to be not as it was: nobody is concerned.");
                }

                return 0;
            }

            var number = parsed.GetValue(which);
            if (number < 1 || number > findings.Count)
            {
                throw new SnapshotException($"There is no finding {number}: {findings.Count} there {(findings.Count == 1 ? "is" : "are")}, and 1 is the latest.");
            }

            var finding = findings[^number];

            using var disk = FolderDisk.OpenReadOnly(KioskFolders.Journal(configuration));
            var replay = new VerdictReplay(state) { Under = finding.AsFound is null ? null : finding.Corrected, Only = finding.Thermometer };
            if (!parsed.GetValue(json))
            {
                await output.WriteLineAsync(Heading(finding));
                await output.WriteLineAsync("at (UTC)             record          person    was            should be      skin then    skin now");
            }

            var (passages, changed) = (0, 0);
            foreach (var passage in replay.Run(disk, finding.Since ?? DateTimeOffset.MinValue).Where(p => p.At <= finding.Until))
            {
                passages++;
                changed += passage.IsSameVerdict ? 0 : 1;
                if (parsed.GetValue(all) || !passage.IsSameVerdict || finding.AsFound is null)
                {
                    await output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(LookedBack.Of(passage), AppJson.Default.LookedBack) : Row(passage));
                }
            }

            // Who is concerned stands in the record, though the values are erased.
            foreach (var passage in replay.NotComputed.Where(p => p.At <= finding.Until))
            {
                await output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(LookedBack.Of(passage), AppJson.Default.LookedBack) : Row(passage));
            }

            if (!parsed.GetValue(json))
            {
                await output.WriteLineAsync(finding.AsFound is null
                    ? $"{passages} passages were measured in that time; how far off is not known, so that each of them is listed as it was.{Left(replay)}"
                    : $"{passages} passages were measured in that time; the verdict of {changed} changes.{Left(replay)}");
                if (!isAllThere)
                {
                    await output.WriteLineAsync(Missing);
                }

                if (number < findings.Count)
                {
                    await output.WriteLineAsync($"An earlier finding, of {findings[^(number + 1)].Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC, is listed with --finding {number + 1}.");
                }
            }

            return 0;
        });
        return command;
    }

    private static string Heading(LookBack finding)
    {
        var good = finding.Since is { } since ? Say($"last known to be good on {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : "not known to have been good before";
        return finding.AsFound is { } off
            ? Say($"Found {off:+0.00;-0.00} °C off on {finding.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC; {good}. Verdicts as they would have been without that:")
            : Say($"Said or found to be {finding.Reason} on {finding.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC; {good}. Who passed in between:");
    }

    private static Option<DateTimeOffset?> Since() => new("--since")
    {
        Description = "Only passages from then on, such as 2026-03-01 or 2026-03-01T06:00:00+08:00; a time without an offset is UTC.",
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                return at;
            }

            result.AddError($"--since '{result.Tokens[0].Value}' is no time: write it like 2026-03-01 or 2026-03-01T06:00:00+08:00.");
            return null;
        },
    };

    private static Policy Read(FileInfo file)
    {
        var policy = InstallCommand.Read(file, "policy", PolicyJson.Default.Policy);
        return policy.Faults() is { Count: > 0 } faults ? throw new SnapshotException(string.Join(" ", faults)) : policy;
    }

    private static string Row(ReplayedPassage passage) => Say(
        $"{passage.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}  {passage.Epoch[..4]}-{passage.Sequence,-9}  {passage.Person ?? "-",-8}  {passage.Was,-13}  {passage.Is,-13}  {Skin(passage.Recorded),9}    {Skin(passage.Readings),8}");

    private static string Row(PassageNotComputed passage) => Say(
        $"{passage.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}  {passage.Epoch[..4]}-{passage.Sequence,-9}  {passage.Person ?? "-",-8}  {passage.Was,-13}  {passage.Why}");

    private static string Skin(IReadOnlyList<Reading> readings) => Screener.Combined(readings) is { } skin ? Say($"{skin:0.00} °C") : "-";

    private static string Left(VerdictReplay replay) => replay.Left.Count == 0
        ? ""
        : $" Not computed: {string.Join(", ", replay.Left.Select(l => $"{l.Value} ({Why(l.Key)})"))}.";

    private static string Why(string left) => left == VerdictReplay.Erased ? "their values were erased by the policy's rule" : left;

    private static Replayed Said(ReplaySummary summary, VerdictReplay replay, string? policy) => new(
        policy, summary.Passages, summary.Changed, summary.OtherReadings, [.. Verdicts.Select(v => new ReplayedVerdict(v, summary.Then(v), summary.Now(v)))], replay.Left);

    private static IEnumerable<string> Lines(ReplaySummary summary, VerdictReplay replay, string? policy)
    {
        if (summary.Passages == 0)
        {
            yield return $"Nobody was measured in that time whose readings are still kept.{Left(replay)}";
            yield break;
        }

        yield return "verdict           then      now";
        foreach (var verdict in Verdicts.Where(v => summary.Then(v) + summary.Now(v) > 0))
        {
            yield return $"{verdict,-14} {summary.Then(verdict),7}  {summary.Now(verdict),7}";
        }

        yield return "";
        yield return policy is not null
            ? $"By the policy '{policy}' the verdict of {summary.Changed} of {summary.Passages} passages would be another: {summary.Now(PassageVerdict.Refer)} instead of {summary.Then(PassageVerdict.Refer)} referred, {Once(summary.Now)} instead of {Once(summary.Then)} to be measured once more.{Left(replay)}{Untried(replay.By)}"
            : summary.Changed == 0 && summary.OtherReadings == 0
            ? $"All {summary.Passages} passages: the same verdicts, from the same readings to the last digit.{Left(replay)}"
            : $"The verdict of {summary.Changed} of {summary.Passages} passages is NOT the one of then, and {summary.OtherReadings} have other readings: the software, or what is kept of policies and calibrations, is not that of then.{Left(replay)}";
    }

    private static string Untried(Policy? tried) =>
        tried is { AsksForHumidity: true } ? " Its bounds of humidity were not tried: the humidity of then is not kept." : "";

    private static int Once(Func<string, int> count) => count(PassageVerdict.Remeasure) + count(PassageVerdict.NotMeasurable);
}
