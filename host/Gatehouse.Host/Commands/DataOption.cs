using System.CommandLine;

namespace Gatehouse.Host.Commands;

/// <summary><c>--data</c>, which every command has.</summary>
internal static class DataOption
{
    public const string Name = "--data";

    public static Option<string> Create(bool makes) => new(Name)
    {
        Description = makes ? "Folder with everything the host keeps; made when absent." : "Folder with everything the host keeps.",
        Required = true,
        HelpName = "DIR",
    };
}
