namespace Gatehouse.Host.Leases;

/// <summary>What only one of several hosts may do at a time.</summary>
internal static class LeaseName
{
    /// <summary>The daily tree, of which two would contradict each other.</summary>
    public const string DailyTree = "dailyTree";

    /// <summary>Erasing by the host's own rules.</summary>
    public const string Retention = "retention";

    /// <summary>Looking for silent kiosks and alarms that nobody sees, by which alarms are raised, cleared and made graver.</summary>
    public const string AlarmWatch = "alarmWatch";
}
