using Gatehouse.Contract;
using Gatehouse.Hardware.Badges;

namespace Gatehouse.Kiosk.Access;

/// <summary>
/// Badges that stand in a roster as a reader says them, such as <c>H10301:123:4567</c>: whoever writes one by hand cannot
/// hash. What is kept is the keyed hash.
/// </summary>
public static class PlainBadges
{
    private const int ShortestUid = 4;
    private const int LongestUid = 10;

    /// <summary>The same roster with a keyed hash in place of each plain badge.</summary>
    /// <exception cref="RosterException">The key is none, or a badge is in neither form; the message names the person.</exception>
    public static Roster Hashed(Roster roster)
    {
        var key = AccessControl.KeyOf(roster);
        AccessControl.RefuseGaps(roster);
        return roster with
        {
            People = [.. roster.People.Select(person => person with { Badges = [.. person.Badges.Select((badge, i) => Hash(badge, i + 1, person, key))] })],
        };
    }

    private static string Hash(string badge, int place, RosterPerson person, byte[] key) =>
        BadgeHash.IsHash(badge) ? badge
            : Read(badge) is { } plain ? BadgeHash.Of(plain.ToString(), key).Hex
            : throw new RosterException(
                $"Badge {place} of person {person.Number} of the roster is neither as a reader says it, such as H10301:123:4567, UID:04A1B2C3D4E5F6 or KEYS:0042, nor a keyed hash of 32 lower-case hexadecimal digits. 'gatehouse-kiosk watch' shows how a reader says one.");

    /// <summary>The badge in the very form in which a reader says it; null when none says such a one.</summary>
    private static BadgeNumber? Read(string text)
    {
        if (text.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon))
        {
            return null;
        }

        var badge = new BadgeNumber(text[..colon], text[(colon + 1)..]);
        return badge.Format switch
        {
            "UID" => badge.Number.Length is >= 2 * ShortestUid and <= 2 * LongestUid && badge.Number.Length % 2 == 0 && badge.Number.All(char.IsAsciiHexDigitUpper) ? badge : null,
            "KEYS" => badge.Number.Length > 0 && badge.Number.All(char.IsAsciiDigit) ? badge : null,
            _ => WiegandFormat.Named(badge.Format) is { } format ? Read(badge, format) : null,
        };
    }

    private static BadgeNumber? Read(BadgeNumber badge, WiegandFormat format)
    {
        try
        {
            return format.Decode(format.Encode(badge), format.Length).Badge;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
