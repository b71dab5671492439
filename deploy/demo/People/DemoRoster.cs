using System.Globalization;
using System.Security.Cryptography;
using Gatehouse.Contract;

namespace Gatehouse.Demo.People;

/// <summary>Roster and policy of the demo.</summary>
public static class DemoRoster
{
    /// <summary>Every hundredth person's permission has expired, so that a refusal can be seen.</summary>
    private const int ExpiredEach = 100;

    public static Roster Of(IReadOnlyList<Person> people, bool everyoneValid, DateTimeOffset now)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return new Roster(
            "demo-1",
            Convert.ToBase64String(key),
            "Asia/Shanghai",
            [],
            [.. people.Select(p => p.Group).Distinct().Select(group => new RosterGroup(group, null))],
            [
                .. people.Select((p, i) => new RosterPerson(
                    p.Number,
                    p.Name,
                    p.Group,
                    [BadgeHash.Of(p.Badge, key).Hex],
                    ValidTo: IsExpired(i, everyoneValid) ? now.AddDays(-1) : null)),
            ]);
    }

    /// <summary>The same people as a sheet for the host; it says by groups who may enter.</summary>
    /// <param name="people">The people.</param>
    /// <param name="everyoneValid">Whether nobody's permission has expired.</param>
    /// <param name="now">The present at the site.</param>
    public static string Sheet(IReadOnlyList<Person> people, bool everyoneValid, DateTimeOffset now)
    {
        var rows = people.Select((p, i) => string.Join(',', ((string[])[p.Number, p.Name, p.Group, p.Badge, IsExpired(i, everyoneValid) ? now.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : ""]).Select(Quoted)));
        return string.Join('\n', rows.Prepend("number,name,group,badges,validTo")) + "\n";
    }

    private static bool IsExpired(int person, bool everyoneValid) => !everyoneValid && person % ExpiredEach == ExpiredEach / 2;

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The limit is for the extended forehead; the kiosk's README says from which data it was chosen.</summary>
    public const double Limit = 36.1;

    public static Policy Policy(int readings, double limit = Limit) => new() { Revision = "demo-1", Limit = limit, Readings = readings };
}
