using System.CommandLine;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Commands;

/// <summary><c>gatehouse-host migrate</c>: brings the data to this version's form, as every start of the host does.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var data = DataOption.Create(makes: true);
        var database = DatabaseOption.Create();
        var command = new Command("migrate", "Bring the data to this version's form, before the first host of several is started.") { data, database };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await new HostDatabase(DataFolder.Open(parsed.GetRequiredValue(data)), parsed.GetValue(database)).PrepareAsync(cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync("The data have the form of this version.");
            return 0;
        });
        return command;
    }
}
