using System.CommandLine;
using System.Globalization;
using Gatehouse.Host.Backups;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host backup</c> and <c>gatehouse-host restore</c>.</summary>
internal static class BackupCommands
{
    public static Command Backup(TimeProvider time)
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var to = new Option<string>("--out") { Description = "The folder to make; on another disk.", Required = true, HelpName = "DIR" };
        var command = new Command("backup", "Copy everything that the host keeps, also while it runs: database and identity, of one moment, with the hash of each file. Who has it has the keys: keep it as safe as the host.") { data, database, to };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = DataFolder.OpenExisting(parsed.GetRequiredValue(data));
            var manifest = await new BackupWriter(folder, new HostDatabase(folder, parsed.GetValue(database)), time).WriteAsync(parsed.GetRequiredValue(to), cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{manifest.Files.Count} files, {manifest.Files.Sum(f => f.Length)} bytes, are in {Path.GetFullPath(parsed.GetRequiredValue(to))}. 'gatehouse-host restore' checks them; try it once."));
            return 0;
        });
        return command;
    }

    public static Command Restore(TimeProvider time)
    {
        var data = DataOption.Create(makes: true);
        var database = DatabaseOption.Create();
        var from = new Option<string>("--from") { Description = "The folder that 'gatehouse-host backup' made.", Required = true, HelpName = "DIR" };
        var authority = VerifyCommand.Authority();
        var values = RunCommand.Days("--value-days", "The host's rule for measured values, as with 'run'.");
        var names = RunCommand.Days("--name-days", "The host's rule for names, as with 'run'.");
        var command = new Command("restore", "Put a backup back into a folder that is empty or absent, verify all of it, and erase again what is past its time.") { from, data, database, authority, values, names };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var certificate = parsed.GetValue(authority) is { } file ? await VerifyCommand.AuthorityAsync(file, cancellationToken) : null;
            var restored = await new Restoration(parsed.GetValue(database), certificate, time).RestoreAsync(
                parsed.GetRequiredValue(from), parsed.GetRequiredValue(data), parsed.GetValue(values), parsed.GetValue(names), cancellationToken);
            await TellAsync(parsed.InvocationConfiguration.Output, restored);
            return restored.Report.Complete ? 0 : 1;
        });
        return command;
    }

    private static async Task TellAsync(TextWriter output, RestoreReport restored)
    {
        if (!restored.Report.Complete)
        {
            foreach (var problem in restored.Report.Problems)
            {
                await output.WriteLineAsync(problem);
            }

            await output.WriteLineAsync($"NOT restored: {restored.Report.Problems.Count} problem(s). The backup is as it was made, but what it holds is not complete. Take an older one, or tell whoever answers for the records.");
            return;
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Restored as of {restored.Manifest.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC and verified: {restored.Report.Records} records are as they were received, with {restored.Report.Checkpoints} checkpoints and {restored.Report.Trees} daily trees."));
        await output.WriteLineAsync($"Personal values of {restored.Erased} records are past their time and were erased; {restored.Tokens} open join tokens were taken back; the roster is {restored.Roster ?? "empty"}.");
        await output.WriteLineAsync("What kiosks still hold they send again. Everybody signs in again. Revoke again the kiosks, API tokens, users, badges and people that you revoked or suspended since; kiosks that joined or renewed their certificate since have to join again.");
    }
}
