using System.Text.Json;
using Gatehouse.Kiosk.Maintenance;

namespace Gatehouse.Kiosk.App.Maintenance;

/// <summary>How a dialog is written.</summary>
internal enum DialogForm
{
    /// <summary>For a person at a terminal: what goes on is told on one line that changes.</summary>
    Live,

    /// <summary>For a file or a pipe: lines only, and few while something goes on.</summary>
    Plain,

    /// <summary>For a program: each message as JSON on a line.</summary>
    Json,
}

/// <summary>A dialog with whoever is at this terminal.</summary>
/// <param name="answers">What they type.</param>
/// <param name="output">What they read.</param>
/// <param name="form">How it is written.</param>
internal sealed class TerminalDialog(TextReader answers, TextWriter output, DialogForm form) : MaintenanceDialog
{
    private const string ClearLine = "\r\e[K";
    private static readonly TimeSpan PlainWait = TimeSpan.FromMinutes(5);
    private double _waitTold = double.PositiveInfinity;
    private bool _changes;

    public override Task TellAsync(MaintenanceMessage message, CancellationToken cancellationToken) => form switch
    {
        DialogForm.Json => WriteLineAsync(JsonSerializer.Serialize(message, MaintenanceJson.Default.MaintenanceMessage), cancellationToken),
        DialogForm.Live when message.Event is "wait" or "sample" => ChangeAsync(message.Text, cancellationToken),
        DialogForm.Plain when message.Event == "wait" && !IsTold(message) => Task.CompletedTask,
        _ => SayAsync(message, cancellationToken),
    };

    public override async Task<string> AskAsync(MaintenanceMessage question, CancellationToken cancellationToken)
    {
        if (form == DialogForm.Json)
        {
            await TellAsync(question, cancellationToken);
        }
        else
        {
            await EndChangingAsync(cancellationToken);
            await output.WriteAsync($"{question.Text} ".AsMemory(), cancellationToken);
        }

        await output.FlushAsync(cancellationToken);
        // A terminal's read cannot be called back: whoever ends the command does not wait for it.
        var answer = await Task.Run(answers.ReadLine, CancellationToken.None).WaitAsync(cancellationToken)
            ?? throw new ConnectionLostException();
        if (form == DialogForm.Plain)
        {
            await WriteLineAsync(answer, cancellationToken);
        }

        return answer;
    }

    private bool IsTold(MaintenanceMessage wait)
    {
        var left = wait.Numbers!["seconds"];
        if (_waitTold - left < PlainWait.TotalSeconds)
        {
            return false;
        }

        _waitTold = left;
        return true;
    }

    private async Task ChangeAsync(string text, CancellationToken cancellationToken)
    {
        _changes = true;
        await output.WriteAsync((ClearLine + text).AsMemory(), cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    private async Task SayAsync(MaintenanceMessage message, CancellationToken cancellationToken)
    {
        await EndChangingAsync(cancellationToken);
        await WriteLineAsync(
            message.Event switch
            {
                "step" => $"\n{message.Text}",
                "plot" or "comparison" => $"\n{message.Text}",
                "fit" or "outOfTolerance" or "whatIf" => $"\n{message.Text}",
                _ => message.Text,
            },
            cancellationToken);
    }

    private async Task EndChangingAsync(CancellationToken cancellationToken)
    {
        if (_changes)
        {
            _changes = false;
            await output.WriteAsync(ClearLine.AsMemory(), cancellationToken);
        }
    }

    private Task WriteLineAsync(string text, CancellationToken cancellationToken) => output.WriteLineAsync(text.AsMemory(), cancellationToken);
}
