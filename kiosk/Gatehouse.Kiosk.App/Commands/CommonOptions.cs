using System.CommandLine;
using System.Globalization;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Snapshots;

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

    /// <summary>Refuses what is no number within bounds; a validator that asked for the value would end with an exception on a word.</summary>
    public static void Within(Option option, double from, double to, string about = "") => option.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: var text }]
            && !(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to))
        {
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} must lie between {from} and {to}{about}"));
        }
    });

    public static KioskConfiguration Read(FileInfo file) => ConfigurationFile.Read(file.FullName);

    /// <summary>The thermometer that was put into this gate; null when none was, or its record cannot be read.</summary>
    public static CalibrationRecord? Commissioned(KioskConfiguration configuration)
    {
        try
        {
            return new KioskSnapshots(configuration.State).InForce();
        }
        catch (SnapshotException)
        {
            return null;
        }
    }
}
