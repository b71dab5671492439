using System.Diagnostics;
using System.Text.Json;
using Gatehouse.Demo.Services;

namespace Gatehouse.EndToEnd.Tests.Support;

/// <summary>A program that has run to its end, and what it wrote.</summary>
public sealed record Finished(int Status, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>The last line of its output, which is JSON.</summary>
    public JsonElement LastLine
    {
        get
        {
            using var document = JsonDocument.Parse(Lines[^1]);
            return document.RootElement.Clone();
        }
    }

    public IReadOnlyList<string> Lines => Output.TrimEnd('\n').Split('\n');

    /// <summary>Runs a program to its end.</summary>
    public static Task<Finished> OfAsync(ProgramFile program, params IEnumerable<string> arguments) => OfAsync(Patience, program, arguments);

    /// <summary>Runs a program to its end, which may take longer or less long than most.</summary>
    public static Task<Finished> OfAsync(TimeSpan patience, ProgramFile program, params IEnumerable<string> arguments) =>
        RunAsync(patience, null, program, arguments);

    /// <summary>Runs a program that asks, to its end.</summary>
    public static Task<Finished> AnsweredAsync(IReadOnlyList<string> answers, ProgramFile program, params IEnumerable<string> arguments) =>
        RunAsync(Patience, answers, program, arguments);

    private static async Task<Finished> RunAsync(TimeSpan patience, IReadOnlyList<string>? answers, ProgramFile program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program.Command)
        {
            RedirectStandardInput = answers is not null,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in program.Arguments.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        if (answers is not null)
        {
            await process.StandardInput.WriteAsync(string.Concat(answers.Select(answer => answer + "\n")));
            process.StandardInput.Close();
        }

        using var enough = new CancellationTokenSource(patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, TestContext.Current.CancellationToken);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(either.Token);
            var error = process.StandardError.ReadToEndAsync(either.Token);
            await process.WaitForExitAsync(either.Token);
            return new Finished(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>It went well and had nothing to complain of.</summary>
    public Finished Succeeded()
    {
        Assert.Equal((0, ""), (Status, Error));
        return this;
    }

    /// <summary>It was refused: exit status 1, nothing on standard output, one line for a person on standard error.</summary>
    public void Refused(params IEnumerable<string> naming)
    {
        Assert.Equal((1, ""), (Status, Output));
        var line = Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.All(naming, what => Assert.Contains(what, line, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        Assert.EndsWith(".", line.TrimEnd('\''), StringComparison.Ordinal);
    }
}
