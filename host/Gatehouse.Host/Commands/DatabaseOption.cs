using System.CommandLine;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Commands;

/// <summary><c>--database</c>, which every command has.</summary>
internal static class DatabaseOption
{
    /// <summary>Says the same as the option; unlike it, it is in no list of processes.</summary>
    private const string Variable = "GATEHOUSE_DATABASE";

    public static Option<string?> Create() => new("--database")
    {
        Description = $"Connection string of the PostgreSQL that holds the data; a file in the folder without it. {Variable} in the environment says the same. Keep passwords in a file that it names by 'Passfile='.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } said ? said : null,
    };

    /// <summary>Opens the data of a host that is there, brought to this version's form.</summary>
    public static async Task<HostDatabase> OpenAsync(ParseResult parsed, Option<string> data, Option<string?> database, CancellationToken cancellationToken)
    {
        var store = new HostDatabase(DataFolder.OpenExisting(parsed.GetRequiredValue(data)), parsed.GetValue(database));
        await store.PrepareAsync(cancellationToken);
        return store;
    }
}
