using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Contract;

/// <summary>
/// A kiosk's name: 1 to 40 characters, lower-case ASCII letters, digits and hyphens between them,
/// such as <c>gate-1</c>. It is the common name of the kiosk's certificate.
/// </summary>
public readonly record struct KioskId
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 40;

    private readonly string? _name;

    private KioskId(string name) => _name = name;

    /// <summary>What a name may look like, for messages to people.</summary>
    public static string Rule => "1 to 40 lower-case letters, digits and, not at either end, hyphens, such as gate-1";

    /// <summary>Reads a name; false when it breaks <see cref="Rule"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out KioskId id)
    {
        id = default;
        if (text is not { Length: > 0 and <= MaxLength } || text[0] == '-' || text[^1] == '-')
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }

        id = new KioskId(text);
        return true;
    }

    /// <summary>Reads a name.</summary>
    /// <exception cref="FormatException">The name breaks <see cref="Rule"/>.</exception>
    public static KioskId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a kiosk's name: {Rule}.");

    /// <inheritdoc/>
    public override string ToString() => _name ?? "";
}
