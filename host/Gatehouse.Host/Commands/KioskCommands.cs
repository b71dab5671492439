using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Composition;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host kiosk add|revoke|list</c>; they work whether the host runs or not.</summary>
internal static class KioskCommands
{
    public static Command Create(TimeProvider time) => new("kiosk", "Add, revoke and list kiosks.")
    {
        Add(time),
        Revoke(time),
        List(time),
    };

    private static Command Add(TimeProvider time)
    {
        var name = NameArgument();
        var data = DataOption.Create(makes: true);
        var database = DatabaseOption.Create();
        var file = new Option<string>("--out") { Description = "Credential file to write, for the kiosk alone.", Required = true, HelpName = "FILE" };
        var host = new Option<string>("--host-address")
        {
            Description = "How the kiosk reaches this host.",
            HelpName = "URL",
            DefaultValueFactory = _ => $"https://127.0.0.1:{RunOptions.DefaultKioskPort}",
        };
        var replace = new Option<bool>("--replace") { Description = "Revoke the kiosk's certificate and write over the file." };
        var command = new Command("add", "Add a kiosk and write its credential file.") { name, data, database, file, host, replace };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var kiosk = Kiosk(parsed.GetRequiredValue(name));
            var address = Address(parsed.GetRequiredValue(host));
            var path = Path.GetFullPath(parsed.GetRequiredValue(file));
            if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
            {
                throw new HostException($"The folder {folder} for the credential file does not exist.");
            }

            var register = await RegisterAsync(DataFolder.Open(parsed.GetRequiredValue(data)), parsed.GetValue(database), time, cancellationToken);
            var until = await register.AddAsync(kiosk, address, path, parsed.GetValue(replace), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"Wrote {path}: the kiosk {kiosk} may send to {address.GetLeftPart(UriPartial.Authority)} until {Day(until)}. It holds a private key: move it to the kiosk and keep no copy.");
            return 0;
        });
        return command;
    }

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
            var revoked = await register.RevokeAsync(kiosk, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(revoked > 0
                ? $"Revoked the kiosk {kiosk}. What it sent stays; 'kiosk add {kiosk} --replace' lets it in again."
                : $"The kiosk {kiosk} was revoked before.");
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
                ? "No kiosk yet: 'gatehouse-host kiosk add gate-1 --data DIR --out FILE' adds one."
                : $"{"kiosk",-KioskId.MaxLength}  {"state",-8}  {"added",-10}  certificate until");
            foreach (var kiosk in kiosks)
            {
                await output.WriteLineAsync($"{kiosk.Name,-KioskId.MaxLength}  {kiosk.State,-8}  {Day(kiosk.Added)}  {(kiosk.NotAfter is { } until ? Day(until) : "none")}");
            }

            return 0;
        });
        return command;
    }

    private static Argument<string> NameArgument() => new("NAME") { Description = $"The kiosk's name: {KioskId.Rule}." };

    private static KioskId Kiosk(string name) =>
        KioskId.TryParse(name, out var kiosk) ? kiosk : throw new HostException($"'{name}' is not a kiosk's name: {KioskId.Rule}.");

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.PathAndQuery == "/"
            ? address
            : throw new HostException($"'{text}' is not an address for --host-address: it must be https://NAME:PORT without a path.");

    private static async Task<KioskRegister> RegisterAsync(DataFolder folder, string? connection, TimeProvider time, CancellationToken cancellationToken)
    {
        var database = new HostDatabase(folder, connection);
        await database.PrepareAsync(cancellationToken);
        return new KioskRegister(database, new HostIdentity(folder, time), time);
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
