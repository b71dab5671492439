using System.CommandLine;
using System.Globalization;
using Gatehouse.Demo.People;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Demo;

/// <summary>The demo's command line.</summary>
internal static class DemoCommand
{
    private const double ReplaySpeed = 100;

    // Until the host has everything and every process has ended.
    private static readonly TimeSpan Farewell = TimeSpan.FromMinutes(2);

    /// <summary>Runs a command line; one that cannot be understood is answered by one sentence and exit status 1.</summary>
    public static async Task<int> RunAsync(string[] arguments, TimeProvider time)
    {
        var parsed = Create(time).Parse(arguments);
        if (parsed.Errors.Count == 0)
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = Farewell });
        }

        var what = parsed.UnmatchedTokens.Count > 0
            ? $"'{parsed.UnmatchedTokens[0]}' is no option of the demo"
            : parsed.Errors[0].Message.TrimEnd('.');
        await parsed.InvocationConfiguration.Error.WriteLineAsync($"{what}: --help shows those there are.");
        return 1;
    }

    private static RootCommand Create(TimeProvider time)
    {
        var people = Number("--people", "Made-up people.", 258, 1, 10_000);
        var kiosks = Number("--kiosks", "Gates.", 2, 1, 16);
        var seed = Number("--seed", "From which chance is drawn.", 2020, 0, int.MaxValue);
        var speed = Number("--speed", "How many times faster devices and lane timers run; 1 by default, 100 for a replay.", 0, 1, 10_000);
        var readings = Number("--readings", "Readings at most, the first one included; 3 by default, 4 for a replay.", 0, 1, 5);
        var limit = new Option<double>("--limit") { Description = "The policy's limit for the forehead, °C.", DefaultValueFactory = _ => DemoRoster.Limit, HelpName = "T" };
        var @for = new Option<string?>("--for") { Description = "Run for this time, such as 60s or 5 min; without it until the user quits, or headless until everyone has come.", HelpName = "TIME" };
        var headless = new Option<bool>("--headless") { Description = "Plain lines without colour, keys and browser hint; end when everyone has come." };
        var replay = new Option<FileInfo?>("--replay") { Description = "Send the subjects of this data set through instead of made-up people.", HelpName = "FILE.csv" };
        var column = new Option<string>("--column") { Description = "The data set's column whose rounds are the readings.", DefaultValueFactory = _ => "T_FH_Max", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "Make the last line one JSON object." };
        var data = new Option<DirectoryInfo?>("--data") { Description = "Keep all state in this empty folder; without it state is removed at the end.", HelpName = "DIR" };
        var kiosk = new Option<FileInfo?>("--kiosk-executable") { Description = "Another gatehouse-kiosk, such as a Native AOT one.", HelpName = "FILE" };
        @for.Validators.Add(result =>
        {
            if (!DurationText.TryParse(result.GetValueOrDefault<string?>() ?? "", out var length) || length <= TimeSpan.Zero)
            {
                result.AddError("--for is a time such as 60s or 5 min.");
            }
        });
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }]
                && !(double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) && degrees is >= 30 and <= 42))
            {
                result.AddError("--limit must lie between 30 and 42.");
            }
        });
        var root = new RootCommand("Starts a host and simulated gates on this machine and sends people through.")
        {
            people, kiosks, @for, speed, headless, replay, column, limit, readings, json, data, kiosk, seed,
        };
        root.SetAction(async (parsed, cancellationToken) =>
        {
            var file = parsed.GetValue(replay);
            var asked = parsed.GetValue(speed);
            var options = new DemoOptions(
                parsed.GetValue(people),
                parsed.GetValue(kiosks),
                parsed.GetValue(@for) is { } text && DurationText.TryParse(text, out var length) ? length : null,
                asked > 0 ? asked : file is null ? 1 : ReplaySpeed,
                parsed.GetValue(headless),
                file,
                parsed.GetValue(column)!,
                parsed.GetValue(json),
                parsed.GetValue(data),
                parsed.GetValue(kiosk),
                parsed.GetValue(limit),
                parsed.GetValue(readings) is > 0 and var most ? most : null,
                parsed.GetValue(seed));
            try
            {
                return await DemoRun.RunAsync(options, parsed.InvocationConfiguration.Output, time, cancellationToken);
            }
            catch (Exception e) when (e is DemoException or IOException or UnauthorizedAccessException or HttpRequestException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(e.Message);
                return 1;
            }
        });
        return root;
    }

    private static Option<int> Number(string name, string about, int standard, int from, int to)
    {
        var option = new Option<int>(name) { Description = about, DefaultValueFactory = _ => standard, HelpName = "N" };
        option.Validators.Add(result =>
        {
            // Asking the result for its value would end with an exception on a word.
            if (result.Tokens is [{ Value: var text }]
                && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to))
            {
                result.AddError($"{name} must lie between {from} and {to}.");
            }
        });
        return option;
    }
}
