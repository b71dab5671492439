using System.CommandLine;

namespace Gatehouse.Host.Commands;

/// <summary><c>--data</c>, which every command has.</summary>
internal static class DataOption
{
    public static Option<string> Create() => new("--data")
    {
        Description = "Folder with everything the host keeps; made when absent.",
        Required = true,
        HelpName = "DIR",
    };
}
