using System.CommandLine;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Commands;

/// <summary>A command on the host's data, with <c>--data</c> and <c>--database</c>.</summary>
internal static class RosterCommand
{
    /// <summary>Makes one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="about">What it does.</param>
    /// <param name="own">Its own arguments and options.</param>
    /// <param name="act">Does it; gives the exit code.</param>
    public static Command Create(string name, string about, IEnumerable<Symbol> own, Func<ParseResult, HostDatabase, CancellationToken, Task<int>> act)
    {
        var data = DataOption.Create(makes: false);
        var database = DatabaseOption.Create();
        var command = new Command(name, about);
        foreach (var symbol in own.Append(data).Append(database))
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var store = new HostDatabase(DataFolder.OpenExisting(parsed.GetRequiredValue(data)), parsed.GetValue(database));
            await store.PrepareAsync(cancellationToken);
            return await act(parsed, store, cancellationToken);
        });
        return command;
    }
}
