namespace Gatehouse.Host.Alarms;

/// <summary>How grave an alarm is.</summary>
internal static class AlarmSeverity
{
    /// <summary>Good to know; nobody has to come for it, and it never rises.</summary>
    public const string Low = "low";

    /// <summary>Somebody has to look in a while.</summary>
    public const string Medium = "medium";

    /// <summary>Somebody has to look now.</summary>
    public const string High = "high";

    /// <summary>People, or what the records prove, are in danger.</summary>
    public const string Critical = "critical";

    /// <summary>The next one up; what is critical stays so.</summary>
    public static string Above(string severity) => severity switch
    {
        Medium => High,
        High or Critical => Critical,
        _ => severity,
    };
}
