using System.CommandLine;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Pairing;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary><c>gatehouse-kiosk pair</c>: joins a host by a token.</summary>
internal static class PairCommand
{
    public static Command Create(StandardStreams streams, TimeProvider time)
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var file = new Option<FileInfo?>("--token") { Description = $"The file that holds the join token, such as {JoinToken.FileName}; without it the token is read from standard input.", HelpName = "FILE" };
        var replace = new Option<bool>("--replace") { Description = "Join anew though the kiosk has a credential." };
        var command = new Command("pair", "Join a host by a token from 'gatehouse-host kiosk invite'; a running kiosk forwards from its next start.") { config, file, replace, json };
        Spoken.SetAction(command, async (parsed, output, cancellationToken) =>
        {
            var configuration = CommonOptions.Read(parsed.GetRequiredValue(config));
            var credential = new CredentialFile(configuration.Credential
                ?? throw new ConfigurationException("The configuration names no file for a credential: add \"credential\": \"credential.json\"."));
            if (credential.Exists && !parsed.GetValue(replace))
            {
                throw new PairingException($"{configuration.Kiosk} has joined already, its credential is {credential.Path}: give --replace to join anew.");
            }

            var clock = new ClockWatch(time) { IsKept = configuration.ClockIsKept };
            var clocks = new LaneClocks(time, time) { IsTrusted = () => clock.IsTrusted };
            var token = parsed.GetValue(file) is { } from ? JoinTokenFiles.Read(from.FullName) : await AskAsync(streams, output, cancellationToken);
            var words = await new HostPairing(configuration.Sync, () => clocks.Known).JoinAsync(configuration.Kiosk, token, credential, cancellationToken);
            if (parsed.GetValue(file) is { } used)
            {
                JoinTokenFiles.Remove(used.FullName);
            }

            await output.WriteLineAsync(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new JoinedEvent("joined", configuration.Kiosk.ToString(), token.Host.ToString(), words), AppJson.Default.JoinedEvent)
                : $"{configuration.Kiosk} has joined {token.Host} and forwards to it from its next start.\n\n  {words}\n\n'gatehouse-host kiosk list' must show the same four words for it.");
            return 0;
        });
        return command;
    }

    private static async Task<JoinToken> AskAsync(StandardStreams streams, TextWriter output, CancellationToken cancellationToken)
    {
        if (streams.IsTerminal)
        {
            await output.WriteAsync("Join token: ");
            await output.FlushAsync(cancellationToken);
        }

        using var answers = new StreamReader(streams.Input());
        return JoinTokenFiles.Parse(await answers.ReadLineAsync(cancellationToken) ?? "");
    }
}
