using System.CommandLine;
using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    public static Option<FileInfo> Config() => new("--config")
    {
        Description = "The kiosk's configuration file.",
        HelpName = "FILE",
        Required = true,
    };

    public static Option<bool> Json() => new("--json") { Description = "Write JSON, one object a line." };

    public static KioskConfiguration Read(FileInfo file) => ConfigurationFile.Read(file.FullName);
}
