using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Composition;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Remote;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host kiosk invite|revoke|retire|list|find|align</c>; they work whether the host runs or not.</summary>
internal static class KioskCommands
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private const int UsualMinutes = 10;
    private const int MostMinutes = 60 * 24 * 30;

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    public static Command Create(TimeProvider time) => new("kiosk", "Let kiosks join, revoke, retire, list and find them.")
    {
        Invite(time),
        Revoke(time),
        Retire(time),
        List(time),
        Find(time),
        Align(time),
    };

    private static Command Invite(TimeProvider time)
    {
        var name = NameArgument();
        var data = DataOption.Create(makes: true);
        var database = DatabaseOption.Create();
        var host = new Option<string>("--host-address")
        {
            Description = "How the kiosk reaches this host.",
            HelpName = "URL",
            DefaultValueFactory = _ => $"https://127.0.0.1:{RunOptions.DefaultKioskPort}",
        };
        var minutes = new Option<int>("--minutes") { Description = "How long the token may be used.", HelpName = "N", DefaultValueFactory = _ => UsualMinutes };
        minutes.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var number) && number is < 1 or > MostMinutes)
            {
                result.AddError($"--minutes is a number from 1 to {MostMinutes}, not {number}.");
            }
        });
        var folder = new Option<string?>("--out") { Description = $"Write the token to {JoinToken.FileName} in this folder, such as a USB stick's or the boot partition, rather than show it.", HelpName = "DIR" };
        var replace = new Option<bool>("--replace") { Description = "Whoever uses the token takes the place of the kiosk of this name." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("invite", "Make a join token, by which one kiosk joins once.") { name, data, database, host, minutes, folder, replace, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var kiosk = Kiosk(parsed.GetRequiredValue(name));
            var address = KioskAddress.Parse(parsed.GetRequiredValue(host));
            var path = TokenFile(parsed.GetValue(folder));
            var register = await RegisterAsync(DataFolder.Open(parsed.GetRequiredValue(data)), parsed.GetValue(database), time, cancellationToken);
            var (token, until) = await register.InviteAsync(Actor.OnThisMachine, kiosk, address, TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(replace), cancellationToken);
            if (path is not null)
            {
                await SecretFile.WriteAsync(path, Encoding.ASCII.GetBytes($"{token}\n"), cancellationToken);
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                parsed.GetValue(json) ? JsonSerializer.Serialize(new { kiosk = kiosk.ToString(), token = path is null ? token.ToString() : null, file = path, until }, Plain)
                : path is null ? $"{token}\n\nThis lets {kiosk} join once, until {Minute(until)} UTC. At the kiosk say 'gatehouse-kiosk pair --config FILE' and paste it. It is a secret."
                : $"Wrote {path}: it lets {kiosk} join once, until {Minute(until)} UTC. The kiosk finds it at its next start, or by 'gatehouse-kiosk pair --token {JoinToken.FileName}'. It is a secret.");
            return 0;
        });
        return command;
    }

    private static string? TokenFile(string? folder) => folder switch
    {
        null => null,
        _ when Directory.Exists(folder) => Path.Combine(Path.GetFullPath(folder), JoinToken.FileName),
        _ => throw new HostException($"The folder {Path.GetFullPath(folder)} for the token does not exist."),
    };

    private static Command Revoke(TimeProvider time)
    {
        var name = NameArgument();
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("revoke", "Refuse a kiosk from its next request on.") { name, data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var kiosk = Kiosk(parsed.GetRequiredValue(name));
            var register = await RegisterAsync(DataFolder.OpenExisting(parsed.GetRequiredValue(data)), parsed.GetValue(database), time, cancellationToken);
            var (certificates, tokens) = await register.RevokeAsync(Actor.OnThisMachine, kiosk, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(certificates == 0 && tokens > 0
                ? $"Took back the join token of {kiosk}."
                : certificates > 0
                ? $"Revoked the kiosk {kiosk}. What it sent stays; 'kiosk invite {kiosk} --replace' lets it in again."
                : $"The kiosk {kiosk} was revoked before.");
            return 0;
        });
        return command;
    }

    private static Command Retire(TimeProvider time)
    {
        var name = NameArgument();
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("retire", "Take a kiosk out of use for good: it is refused, and nobody misses it; what it sent stays.") { name, data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var kiosk = Kiosk(parsed.GetRequiredValue(name));
            var register = await RegisterAsync(DataFolder.OpenExisting(parsed.GetRequiredValue(data)), parsed.GetValue(database), time, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(await register.RetireAsync(Actor.OnThisMachine, kiosk, cancellationToken)
                ? $"The kiosk {kiosk} is retired. What it sent stays; 'kiosk invite {kiosk} --replace' lets another one take its place."
                : $"The kiosk {kiosk} was retired before.");
            return 0;
        });
        return command;
    }

    private static Command List(TimeProvider time)
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("list", "Show the kiosks and how long their certificates last.") { data, database, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var register = await RegisterAsync(DataFolder.OpenExisting(parsed.GetRequiredValue(data)), parsed.GetValue(database), time, cancellationToken);
            var kiosks = await register.ListAsync(cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(new { kiosks }, JsonSerializerOptions.Web));
                return 0;
            }

            await output.WriteLineAsync(kiosks.Count == 0
                ? "No kiosk yet: 'gatehouse-host kiosk invite gate-1 --data DIR' lets one join."
                : $"{"kiosk",-KioskId.MaxLength}  {"state",-8}  {"added",-10}  {"until",-10}  {"roster",-13}  {"mode",-8}  words, which the kiosk shows alike");
            foreach (var kiosk in kiosks)
            {
                await output.WriteLineAsync($"{kiosk.Name,-KioskId.MaxLength}  {kiosk.State,-8}  {Day(kiosk.Added)}  {(kiosk.NotAfter is { } until ? Day(until) : "none"),-10}  {kiosk.Roster ?? "none",-13}  {kiosk.Gate?.ModeWords ?? "",-8}  {kiosk.Words}{(kiosk.Gate?.BehindWords is { Length: > 0 } lag ? $"  {lag}" : "")}".TrimEnd());
            }

            return 0;
        });
        return command;
    }

    private static Command Find(TimeProvider time)
    {
        var name = NameArgument();
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("find", "Have a gate blink and sound for ten seconds, whenever nobody is at it.") { name, data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var kiosk = Kiosk(parsed.GetRequiredValue(name));
            var outcome = await OutcomeAsync(kiosk, KioskCommand.Find, parsed, data, database, time, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(outcome switch
            {
                CommandTaken.Taken => $"{kiosk} blinks.",
                CommandTaken.Stale => $"{kiosk} was starting and did not take it: say it once more.",
                CommandTaken.Unknown => $"{kiosk} does not know how: bring its software up to date.",
                _ => $"{kiosk} did not answer: it is off, out of reach of this host, or not of its time. It will not blink for this any more.",
            });
            return outcome == CommandTaken.Taken ? 0 : 1;
        });
        return command;
    }

    private static Command Align(TimeProvider time)
    {
        var name = NameArgument();
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("align", "Have a gate take its whole roster anew; 'kiosk list' shows whether it holds what it should.") { name, data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var kiosk = Kiosk(parsed.GetRequiredValue(name));
            var outcome = await OutcomeAsync(kiosk, KioskCommand.Align, parsed, data, database, time, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(outcome switch
            {
                CommandTaken.Taken => $"{kiosk} takes its whole roster anew.",
                CommandTaken.Stale => $"{kiosk} was starting and did not take it: say it once more.",
                CommandTaken.Unknown => $"{kiosk} does not know how: bring its software up to date.",
                _ => $"{kiosk} did not answer: it is off, out of reach of this host, or not of its time. It compares what it holds by itself once it is back.",
            });
            return outcome == CommandTaken.Taken ? 0 : 1;
        });
        return command;
    }

    /// <summary>Gives a command of some seconds, and waits for what becomes of it; null where the gate does not answer.</summary>
    private static async Task<string?> OutcomeAsync(
        KioskId kiosk, string what, ParseResult parsed, Option<string> data, Option<string?> database, TimeProvider time, CancellationToken cancellationToken)
    {
        var store = new HostDatabase(DataFolder.OpenExisting(parsed.GetRequiredValue(data)), parsed.GetValue(database));
        await store.PrepareAsync(cancellationToken);
        var book = new CommandBook(store, time);
        var given = await book.GiveAsync(kiosk, what, Actor.OnThisMachine, AnswerWithin, cancellationToken);
        using var patience = new CancellationTokenSource(AnswerWithin, time);
        using var timer = new PeriodicTimer(Look, time);
        string? outcome = null;
        while (outcome is null && !patience.IsCancellationRequested && await timer.WaitForNextTickAsync(cancellationToken))
        {
            outcome = await book.OutcomeAsync(given, cancellationToken);
        }

        return outcome;
    }

    /// <summary>The argument that names a kiosk.</summary>
    public static Argument<string> NameArgument() => new("NAME") { Description = $"The kiosk's name: {KioskId.Rule}." };

    /// <summary>A kiosk's name.</summary>
    /// <exception cref="HostException">It is none.</exception>
    public static KioskId Kiosk(string name) =>
        KioskId.TryParse(name, out var kiosk) ? kiosk : throw new HostException($"'{name}' is not a kiosk's name: {KioskId.Rule}.");

    private static async Task<KioskRegister> RegisterAsync(DataFolder folder, string? connection, TimeProvider time, CancellationToken cancellationToken)
    {
        var database = new HostDatabase(folder, connection);
        await database.PrepareAsync(cancellationToken);
        return new KioskRegister(database, new HostIdentity(folder, time), time);
    }

    private static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
