using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Contract;

/// <summary>
/// What a roster says of people and groups, in a short text by which host and kiosk compare what they hold: 32 hexadecimal digits. It
/// covers what version 1 of the contract knows, in a form of its own, so that what later versions add does not make them differ.
/// </summary>
public static class RosterDigest
{
    private const int Digits = 32;
    private const char Between = '\u001f';

    /// <summary>The digest of a roster.</summary>
    public static string Of(Roster roster)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var group in roster.Groups.OrderBy(g => g.Name, StringComparer.Ordinal))
        {
            Add(hash, "group", group.Name, group.Schedule, group.Excluded ? "excluded" : null);
        }

        foreach (var person in roster.People.OrderBy(p => p.Number, StringComparer.Ordinal))
        {
            Add(
                hash,
                [
                    "person", person.Number, person.Name, person.Group, Word(person.ValidFrom), Word(person.ValidTo), person.Suspended ? "suspended" : null, Word(person.Forgiven),
                    .. person.Badges.Order(StringComparer.Ordinal),
                ]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }

    /// <summary>Whether a text has the form of one.</summary>
    public static bool IsDigest(string text) => text.Length == Digits && text.All(char.IsAsciiHexDigitLower);

    private static void Add(IncrementalHash hash, params IEnumerable<string?> parts) => hash.AppendData(Encoding.UTF8.GetBytes(string.Join(Between, parts) + "\n"));

    private static string? Word(DateTimeOffset? at) => at?.UtcTicks.ToString(CultureInfo.InvariantCulture);
}
