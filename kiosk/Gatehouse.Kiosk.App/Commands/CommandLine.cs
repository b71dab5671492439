using System.CommandLine;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary>Runs one command line; one that cannot be understood is answered by one sentence on standard error and exit status 1.</summary>
internal static class CommandLine
{
    /// <summary>Longer than a slow medium needs to write the last record, shorter than a service manager's patience.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] arguments, StandardStreams streams, TimeProvider time)
    {
        var parsed = KioskCommands.Root(streams, time).Parse(arguments);
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = Farewell, EnableDefaultExceptionHandler = false };
        if (parsed.Errors.Count == 0)
        {
            return await InvokeAsync(parsed, configuration);
        }

        var what = parsed.UnmatchedTokens.Count > 0
            ? $"'{parsed.UnmatchedTokens[0]}' is no command or option here"
            : parsed.Errors[0].Message.TrimEnd('.');
        await configuration.Error.WriteLineAsync($"{what}: see '{Path(parsed.CommandResult.Command)} --help'.");
        return 1;
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, InvocationConfiguration configuration)
    {
        try
        {
            return await parsed.InvokeAsync(configuration);
        }
#pragma warning disable CA1031 // The top of the program: a person is told in a sentence, whatever it was.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await configuration.Error.WriteLineAsync(
                $"{Path(parsed.CommandResult.Command)} broke down for a reason nobody foresaw: {e.GetType().Name}: {e.Message} Please report it.");
            return 1;
        }
    }

    private static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : "gatehouse-kiosk";
}
