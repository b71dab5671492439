using System.CommandLine;

namespace Gatehouse.Host.Commands;

/// <summary><c>--data</c>, which every command has.</summary>
internal static class DataOption
{
    public static Option<string> Create(bool makes) => new("--data")
    {
        Description = makes ? "Folder with everything the host keeps; made when absent." : "Folder with everything the host keeps.",
        Required = true,
        HelpName = "DIR",
    };
}
