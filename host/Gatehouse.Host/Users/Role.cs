namespace Gatehouse.Host.Users;

/// <summary>What people are at a site. Somebody may be several things.</summary>
internal static class Role
{
    /// <summary>Answers for the site: everything but measured values, which are for those who follow them up.</summary>
    public const string Owner = "owner";

    /// <summary>Keeps people, badges, gates and records.</summary>
    public const string Admin = "admin";

    /// <summary>Wires, checks and calibrates.</summary>
    public const string Maintenance = "maintenance";

    /// <summary>Runs the day at the gates and follows up whoever is sent for a second look.</summary>
    public const string Duty = "duty";

    /// <summary>Looks.</summary>
    public const string Viewer = "viewer";

    private static readonly Dictionary<string, string[]> Given = new(StringComparer.Ordinal)
    {
        [Owner] = [.. Rights.All.Where(r => r != Rights.HealthRead)],
        [Admin] = [.. Rights.All.Where(r => r is not (Rights.HealthRead or Rights.UsersWrite))],
        [Maintenance] = [Rights.GatesRead, Rights.KiosksFind, Rights.KiosksWrite, Rights.AlarmsRead, Rights.AlarmsWrite],
        [Duty] = [Rights.EntriesRead, Rights.HealthRead, Rights.GatesRead, Rights.GatesWrite, Rights.KiosksFind, Rights.PeopleRead, Rights.BadgesWrite, Rights.AlarmsRead, Rights.AlarmsWrite],
        [Viewer] = [Rights.EntriesRead, Rights.GatesRead, Rights.AlarmsRead],
    };

    /// <summary>Every role, those with most rights first.</summary>
    public static IReadOnlyList<string> All { get; } = [Owner, Admin, Maintenance, Duty, Viewer];

    /// <summary>What a role may do; nothing where it is none.</summary>
    public static IReadOnlyList<string> RightsOf(string role) => Given.GetValueOrDefault(role) ?? [];

    /// <summary>The roles that have a right.</summary>
    public static IReadOnlyList<string> With(string right) => [.. All.Where(role => RightsOf(role).Contains(right))];

    /// <summary>Whether somebody in this role must give a one-time code besides the password.</summary>
    public static bool NeedsCode(string role) => role is Owner or Admin;
}
