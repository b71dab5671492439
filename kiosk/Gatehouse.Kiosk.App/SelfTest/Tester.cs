namespace Gatehouse.Kiosk.App.SelfTest;

/// <summary>The person who walks through a self-test.</summary>
/// <param name="answers">What they type.</param>
/// <param name="questions">What they read.</param>
internal sealed class Tester(TextReader answers, TextWriter questions)
{
    /// <summary>Says what to do.</summary>
    public Task TellAsync(string what) => questions.WriteLineAsync(what);

    /// <summary>Asks until it is answered; whoever is gone says no.</summary>
    public async Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        while (true)
        {
            await questions.WriteAsync($"{question} [y/n] ");
            await questions.FlushAsync(cancellationToken);
            switch ((await answers.ReadLineAsync(cancellationToken))?.Trim().ToUpperInvariant())
            {
                case "Y" or "YES":
                    return true;
                case "N" or "NO" or null:
                    return false;
            }
        }
    }
}
