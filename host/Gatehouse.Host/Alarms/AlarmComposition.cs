using System.Security.Claims;
using Gatehouse.Host.Identity;

namespace Gatehouse.Host.Alarms;

/// <summary>Puts alarms and the watch over silent kiosks together.</summary>
internal static class AlarmComposition
{
    public static void AddAlarms(this IServiceCollection services) =>
        services.AddSingleton<AlarmList>().AddSingleton<AlarmDesk>().AddSingleton<KioskPresence>().AddSingleton<AlarmWatch>().AddHostedService<AlarmWorker>();

    /// <summary>Takes note of each kiosk that has shown who it is.</summary>
    public static void UseKioskPresence(this IApplicationBuilder application) => application.Use((http, next) =>
    {
        if (http.User.Identity is ClaimsIdentity { AuthenticationType: KioskCertificateHandler.Name, Name: { } kiosk })
        {
            http.RequestServices.GetRequiredService<KioskPresence>().Heard(kiosk);
        }

        return next(http);
    });
}
