using System.CommandLine;
using System.Globalization;
using Gatehouse.Host.Audit;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host authority show|export|import</c>; they work whether the host runs or not.</summary>
internal static class AuthorityCommands
{
    public static Command Create(TimeProvider time) => new("authority", "Show the authority that kiosks trust, keep it in a safe place, and take over one that was made elsewhere.")
    {
        Show(time),
        Export(time),
        Import(time),
    };

    private static Command Show(TimeProvider time)
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command("show", "Show its fingerprint and until when it lasts.") { data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var transfer = await TransferAsync(DataFolder.OpenExisting(parsed.GetRequiredValue(data)), parsed.GetValue(database), time, cancellationToken);
            using var certificate = await transfer.ShowAsync(cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{certificate.Subject}, fingerprint {AuthorityTransfer.Fingerprint(certificate)}, lasts until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}."));
            return 0;
        });
        return command;
    }

    private static Command Export(TimeProvider time)
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var file = new Option<string>("--out") { Description = "The file to write, which must not be there.", HelpName = "FILE", Required = true };
        var passphrase = PassphraseOption(required: true);
        var confirm = new Option<string?>("--confirm") { Description = "The fingerprint that 'authority show' shows: that this very key may leave this machine.", HelpName = "FINGERPRINT" };
        var command = new Command("export", "Write certificate and key into one file under a passphrase. It is entered in the audit log.") { data, database, file, passphrase, confirm };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var transfer = await TransferAsync(DataFolder.OpenExisting(parsed.GetRequiredValue(data)), parsed.GetValue(database), time, cancellationToken);
            var path = parsed.GetRequiredValue(file);
            await transfer.ExportAsync(Actor.OnThisMachine, parsed.GetValue(confirm), (await PassphraseAsync(parsed.GetValue(passphrase), cancellationToken))!, path, cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Wrote {path}: keep it where this machine cannot reach it, and the passphrase elsewhere.");
            return 0;
        });
        return command;
    }

    private static Command Import(TimeProvider time)
    {
        var data = DataOption.Create(makes: true);
        var database = DatabaseOption.Create();
        var certificate = new Option<string>("--certificate") { Description = "Its certificate, PEM, such as the file that 'authority export' wrote.", HelpName = "FILE", Required = true };
        var key = new Option<string?>("--key") { Description = "Its key, PKCS #8 PEM; without it the same file.", HelpName = "FILE" };
        var passphrase = PassphraseOption(required: false);
        var command = new Command("import", "Take over an authority, before any kiosk is invited.") { data, database, certificate, key, passphrase };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var transfer = await TransferAsync(DataFolder.Open(parsed.GetRequiredValue(data)), parsed.GetValue(database), time, cancellationToken);
            var path = parsed.GetRequiredValue(certificate);
            var fingerprint = await transfer.ImportAsync(
                Actor.OnThisMachine, path, parsed.GetValue(key) ?? path, await PassphraseAsync(parsed.GetValue(passphrase), cancellationToken), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"The authority {fingerprint} is this host's from now on.");
            return 0;
        });
        return command;
    }

    private static Option<string?> PassphraseOption(bool required) => new("--passphrase-file")
    {
        Description = "A file whose first line is the passphrase of the key.",
        HelpName = "FILE",
        Required = required,
    };

    private static async Task<string?> PassphraseAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return null;
        }

        using var file = File.OpenText(path);
        return await file.ReadLineAsync(cancellationToken) ?? "";
    }

    private static async Task<AuthorityTransfer> TransferAsync(DataFolder folder, string? connection, TimeProvider time, CancellationToken cancellationToken)
    {
        var database = new HostDatabase(folder, connection);
        await database.PrepareAsync(cancellationToken);
        return new AuthorityTransfer(folder, new HostIdentity(folder, time), database, time);
    }
}
