namespace Gatehouse.Host.Users;

/// <summary>What somebody may do. Roles give rights to people, and tokens give them to programs.</summary>
internal static class Rights
{
    /// <summary>See which gate admitted or refused whom, and when; no measured values.</summary>
    public const string EntriesRead = "entries.read";

    /// <summary>See what was measured of somebody; each look is entered in the audit log.</summary>
    public const string HealthRead = "health.read";

    /// <summary>See gates, their kiosks, and how they are.</summary>
    public const string GatesRead = "gates.read";

    /// <summary>Let kiosks join, revoke them, and tell them what to do.</summary>
    public const string KiosksWrite = "kiosks.write";

    /// <summary>Have a gate blink.</summary>
    public const string KiosksFind = "kiosks.find";

    /// <summary>See people and their badges.</summary>
    public const string PeopleRead = "people.read";

    /// <summary>Import and change people, and say who may enter.</summary>
    public const string PeopleWrite = "people.write";

    /// <summary>Say that a badge is lost, suspended, returned or active.</summary>
    public const string BadgesWrite = "badges.write";

    /// <summary>Change how gates decide: who may enter where and when, lane modes and lockdown.</summary>
    public const string GatesWrite = "gates.write";

    /// <summary>Write, try and put in force the policy by which gates judge.</summary>
    public const string PoliciesWrite = "policies.write";

    /// <summary>See alarms.</summary>
    public const string AlarmsRead = "alarms.read";

    /// <summary>Acknowledge and assign alarms.</summary>
    public const string AlarmsWrite = "alarms.write";

    /// <summary>See who did what.</summary>
    public const string AuditRead = "audit.read";

    /// <summary>Make, change and remove users, and see them.</summary>
    public const string UsersWrite = "users.write";

    /// <summary>Make and revoke API tokens and webhooks, with no more rights than one has oneself.</summary>
    public const string ProgramsWrite = "programs.write";

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        EntriesRead, HealthRead, GatesRead, GatesWrite, PoliciesWrite, KiosksFind, KiosksWrite, PeopleRead, PeopleWrite, BadgesWrite,
        AlarmsRead, AlarmsWrite, AuditRead, UsersWrite, ProgramsWrite,
    ];
}
