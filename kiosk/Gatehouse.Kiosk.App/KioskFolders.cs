using Gatehouse.Kiosk.Configuration;

namespace Gatehouse.Kiosk.App;

/// <summary>Where things stand in the state folder.</summary>
internal static class KioskFolders
{
    public static string Journal(KioskConfiguration configuration) => Path.Combine(configuration.State, "journal");

    public static string View(KioskConfiguration configuration) => Path.Combine(configuration.State, "view.db");
}
