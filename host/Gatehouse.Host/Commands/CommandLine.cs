using System.CommandLine;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gatehouse.Host.Commands;

/// <summary>The command line of <c>gatehouse-host</c>.</summary>
public static class CommandLine
{
    /// <summary>Runs one command. What goes wrong is one sentence on the error writer and exit code 1.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, TimeProvider time, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Gatehouse's host: takes the kiosks' journals and shows who went through.")
        {
            RunCommand.Create(time),
            KioskCommands.Create(time),
            PeopleCommands.People(time),
            BadgeCommands.Create(time),
            VisitorCommands.Create(time),
            AlarmCommands.Create(time),
            PermissionCommands.Access(time),
            PermissionCommands.Schedule(time),
            PermissionCommands.Holiday(time),
            PolicyCommands.Create(time),
            GateCommands.Gate(time),
            GateCommands.Lockdown(time),
            PassageCommands.AntiPassback(time),
            PassageCommands.Duty(time),
            MusterCommand.Create(time),
            GateCommands.AllClear(time),
            AuthorityCommands.Create(time),
            MigrateCommand.Create(),
            BackupCommands.Backup(time),
            BackupCommands.Restore(time),
            VerifyCommand.Create(),
            TreeCommand.Create(),
            AuditCommand.Create(),
            TokenCommands.Token(time),
            TokenCommands.ResetOwner(time),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            var what = parsed.UnmatchedTokens.Count > 0 ? $"'{parsed.UnmatchedTokens[0]}' is no command or option" : parsed.Errors[0].Message.TrimEnd('.');
            await error.WriteLineAsync($"{what}. 'gatehouse-host --help' shows those there are.");
            return 1;
        }

        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            // The web host itself listens to the signals and stops in order.
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception e) when (e is HostException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (Exception e) when (e.GetBaseException() is NpgsqlException or System.Net.Sockets.SocketException)
        {
            await error.WriteLineAsync(
                $"The PostgreSQL of --database cannot be used: {e.GetBaseException().Message.TrimEnd('.')}. Check that it runs, and its name, user and rights.");
            return 1;
        }
        catch (Exception e) when (e is SqliteException or DbUpdateException)
        {
            await error.WriteLineAsync(
                $"The database {DataFolder.DatabaseIn(parsed.GetValue<string>(DataOption.Name)!)} cannot be used: {e.GetBaseException().Message} Check the disk's space and health, or restore the file from a backup.");
            return 1;
        }
    }
}
