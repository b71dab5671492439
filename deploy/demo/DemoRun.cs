using Gatehouse.Demo.Crowd;
using Gatehouse.Demo.People;
using Gatehouse.Demo.Results;
using Spectre.Console;

namespace Gatehouse.Demo;

/// <summary>One run of the demo from start to result.</summary>
internal static class DemoRun
{
    public static async Task<int> RunAsync(DemoOptions options, TextWriter output, TimeProvider time, CancellationToken cancellationToken)
    {
        DemoSite.Check(options);
        var visits = options.Replay is { } file
            ? Replay.Read(file, options.Column)
            : ShiftChange.Of(MadeUpPeople.Make(options.People, new Random(options.Seed)), new Random(options.Seed));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = options.Headless ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = options.Headless ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = options.Headless ? InteractionSupport.No : InteractionSupport.Detect,
        });
        var live = !options.Headless && console.Profile.Capabilities.Interactive;
        await output.WriteLineAsync($"Starting a host and {options.Kiosks} kiosk(s) on simulated buses, {visits.People.Count} people on the roster.");

        await using var site = await DemoSite.StartAsync(options, visits, time, cancellationToken);
        await output.WriteLineAsync($"Console   {site.Host.Console,-26} process {site.Host.ProcessId}");
        foreach (var kiosk in site.Kiosks)
        {
            await output.WriteLineAsync($"{kiosk.Name,-9} {kiosk.Simulator,-26} process {kiosk.ProcessId}");
        }

        if (!options.Headless)
        {
            await output.WriteLineAsync($"Open them in a browser: the console lists entries (sign in as {site.Host.Owner.Name} with {site.Host.Owner.Password}), a kiosk's page walks people through by hand.");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (options.For is { } length)
        {
            stop.CancelAfter(length);
        }

        var crowd = new CrowdWalk(site.Kiosks, visits, stop, time);
        var table = new DemoTable(site, crowd);
        try
        {
            await (live ? new LiveView(console, table, site, time, stop).RunAsync() : PlainView.RunAsync(output, site, table, crowd, options, time, stop.Token));
        }
        finally
        {
            await stop.CancelAsync();
            await crowd.Done;
        }

        var result = await site.ResultAsync(visits);
        foreach (var line in ResultText.Lines(result))
        {
            await output.WriteLineAsync(line);
        }

        if (options.Json)
        {
            await output.WriteLineAsync(ResultText.Json(result));
        }

        return result.IsComplete ? 0 : 1;
    }
}
