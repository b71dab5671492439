using System.CommandLine;
using System.Text.Json;
using Gatehouse.Host.Composition;
using Gatehouse.Host.OpenId;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host run</c>.</summary>
internal static class RunCommand
{
    private const string Text = "text";
    private const string Json = "json";

    public static Command Create(TimeProvider time)
    {
        var data = DataOption.Create(makes: true);
        var database = DatabaseOption.Create();
        var kiosks = Port("--kiosk-port", "Port for kiosks (mutual TLS), 0 for any that is free.", RunOptions.DefaultKioskPort);
        var console = Port("--console-port", "Port for the console on 127.0.0.1, 0 for any that is free.", RunOptions.DefaultConsolePort);
        var name = new Option<string?>("--console-name") { Description = "The name under which a web server on this machine, with TLS, hands people's requests on to the console.", HelpName = "NAME" };
        var openId = new Option<string?>("--openid") { Description = "Let people sign in by their accounts at the OpenID provider that this file describes as JSON.", HelpName = "FILE" };
        var production = new Option<bool>("--production") { Description = "Refuse records of simulated devices." };
        var values = Days("--value-days", "Erase measured values so many days after their receipt; without it as the kiosks' policies say.");
        var names = Days("--name-days", "Erase names so many days after their receipt; without it as the kiosks' policies say.");
        var codes = new Option<bool>("--codes-optional") { Description = "Owners and admins may do without one-time codes; for tries on one machine." };
        var reserve = new Option<int>("--disk-reserve")
        {
            Description = "Not ready (/health/ready) when less is free on the disk of the folder, in MB.",
            HelpName = "MB",
            DefaultValueFactory = _ => RunOptions.DefaultDiskReserveMegabytes,
        };
        var logs = new Option<string>("--log-format") { Description = "The log on standard error as text or json.", HelpName = "FORMAT", DefaultValueFactory = _ => Text };
        logs.AcceptOnlyFromAmong(Text, Json);
        var json = new Option<bool>("--json") { Description = "Say where it listens as one line of JSON." };
        var escalate = Escalate();
        var command = new Command("run", "Run the host until it is stopped.") { data, database, kiosks, console, name, openId, production, values, names, escalate, codes, reserve, logs, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new RunOptions
            {
                Data = parsed.GetRequiredValue(data),
                Database = parsed.GetValue(database),
                KioskPort = parsed.GetValue(kiosks),
                ConsolePort = parsed.GetValue(console),
                ConsoleName = parsed.GetValue(name),
                OpenId = parsed.GetValue(openId) is { } file ? await OpenIdSettings.ReadAsync(file, cancellationToken) : null,
                Production = parsed.GetValue(production),
                ValueDays = parsed.GetValue(values),
                NameDays = parsed.GetValue(names),
                EscalateAfter = TimeSpan.FromMinutes(parsed.GetValue(escalate)),
                CodesOptional = parsed.GetValue(codes),
                DiskReserveMegabytes = parsed.GetValue(reserve),
                LogsJson = parsed.GetValue(logs) == Json,
            };
            await using var host = await HostService.StartAsync(options, time, cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { @event = "listening", kiosks = Plain(host.Kiosks), console = Plain(host.Console), setupCode = host.SetupCode })
                : $"Kiosks reach this host at {Plain(host.Kiosks)} and, from other machines, under its own name and the same port.\nThe console is at {Plain(host.Console)}{(host.SetupCode is { } code ? $"\nThere is no owner yet: open {Plain(host.Console)}/setup with the code in {code}" : "")}");
            await output.FlushAsync(cancellationToken);
            await host.WaitAsync(cancellationToken);
            return 0;
        });
        return command;
    }

    private static Option<int> Port(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var port) && port is < 0 or > 65535)
            {
                result.AddError($"{name} is a port from 0 to 65535, not {port}.");
            }
        });
        return option;
    }

    private static Option<int> Escalate()
    {
        const int most = 60 * 24;
        var option = new Option<int>("--escalate-minutes")
        {
            Description = "After how many minutes an alarm that nobody has acknowledged becomes graver.",
            HelpName = "N",
            DefaultValueFactory = _ => RunOptions.DefaultEscalateMinutes,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var minutes) && minutes is < 1 or > most)
            {
                result.AddError($"--escalate-minutes is a number from 1 to {most}, not {minutes}.");
            }
        });
        return option;
    }

    internal static Option<int?> Days(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var days) && days is < 1 or > 3650)
            {
                result.AddError($"{name} is a number of days from 1 to 3650, not {days}.");
            }
        });
        return option;
    }

    private static string Plain(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
