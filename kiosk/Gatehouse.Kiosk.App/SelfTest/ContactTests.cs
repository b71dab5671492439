using Gatehouse.Hardware.Gate;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.SelfTest;

/// <summary>Tries the contacts: all of them are closed at rest, and each opens and closes when a person works it.</summary>
/// <param name="wiring">Which of them are wired.</param>
/// <param name="inputs">Tells of them.</param>
/// <param name="tester">The person; null when nobody is there.</param>
/// <param name="time">Measures patience.</param>
internal sealed class ContactTests(InputWiring wiring, GateInputs inputs, Tester? tester, TimeProvider time)
{
    private const string Device = "inputs";

    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PersonActs = TimeSpan.FromSeconds(20);

    public async Task<SelfTestStep> RunAsync(CancellationToken cancellationToken)
    {
        var open = new List<string>();
        await SeeAsync(
            Settle,
            change =>
            {
                open.Add(Word(change.Input));
                return false;
            },
            cancellationToken);
        if (open.Count > 0)
        {
            return SelfTestStep.Failed(Device, $"open: {string.Join(", ", open)}; a contact is closed when all is well, and a cut wire reads as open: check the contact and its wire.");
        }

        if (tester is null)
        {
            return SelfTestStep.Ok(Device, "all closed; whether each one opens is not seen alone");
        }

        var wrong = new List<string>();
        foreach (var (input, line) in Wired())
        {
            await tester.TellAsync(Request(input));
            if (await WorkedAsync(input, line, cancellationToken) is { } problem)
            {
                wrong.Add(problem);
            }
        }

        return wrong.Count == 0 ? SelfTestStep.Ok(Device, "each opened and closed") : SelfTestStep.Failed(Device, string.Join(" ", wrong));
    }

    private IEnumerable<(GateInput Input, int Line)> Wired()
    {
        var all = new (GateInput Input, int? Line)[]
        {
            (GateInput.Housing, wiring.Housing),
            (GateInput.ExitButton, wiring.ExitButton),
            (GateInput.Mains, wiring.Mains),
            (GateInput.NotReady, wiring.Ready),
            (GateInput.OtherDoor, wiring.OtherDoor),
            (GateInput.FireLoop, wiring.FireLoop),
        };
        foreach (var (input, line) in all)
        {
            if (line is { } wired)
            {
                yield return (input, wired);
            }
        }
    }

    /// <summary>What was wrong with a contact that somebody was asked to work; null when it opened and closed.</summary>
    private async Task<string?> WorkedAsync(GateInput input, int line, CancellationToken cancellationToken)
    {
        var opened = false;
        var worked = await SeeAsync(
            PersonActs,
            change =>
            {
                var closed = opened && change.Input == input && !change.Active;
                opened |= change.Input == input && change.Active;
                return closed;
            },
            cancellationToken);
        return worked ? null
            : opened ? $"The contact of the {Word(input)} opened and was not told closed again within 20 s: check the contact and its wire."
            : $"The contact of the {Word(input)} was not told open within 20 s: check that it is the one on line {line}, that it opens, and that its wires do not touch.";
    }

    /// <summary>Looks at what is open and at what changes; true once something was as expected, false when patience ended.</summary>
    private async Task<bool> SeeAsync(TimeSpan patience, Func<GateInputChange, bool> isExpected, CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            await foreach (var change in inputs.ReadAsync(either.Token))
            {
                if (isExpected(change))
                {
                    return true;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Long enough.
        }

        return false;
    }

    private static string Request(GateInput input) => input switch
    {
        GateInput.FireLoop => "Have the fire loop's second contact opened, and closed again.",
        GateInput.Housing => "Open the housing, and close it again.",
        GateInput.Mains => "Switch the mains off, and on again.",
        GateInput.ExitButton => "Press the exit button, and let it go.",
        GateInput.OtherDoor => "Open the other door of the interlock, and close it again.",
        _ => "Switch the turnstile off, and on again.",
    };

    private static string Word(GateInput input) => input switch
    {
        GateInput.FireLoop => "fire loop",
        GateInput.Housing => "housing",
        GateInput.Mains => "mains",
        GateInput.ExitButton => "exit button",
        GateInput.OtherDoor => "other door",
        _ => "turnstile ready",
    };
}
