using System.Globalization;
using System.Text.Json;

namespace Gatehouse.Kiosk.Configuration;

/// <summary>
/// One object of the configuration file. Every key is asked for by name; what was never asked for is a misspelt key
/// and is refused by <see cref="Close"/>.
/// </summary>
internal sealed class ConfigurationSection(string file, string path, JsonElement element)
{
    private readonly List<string> _known = [];

    /// <summary>The file's name, for messages.</summary>
    public string File => file;

    /// <summary>Names the keys that may stand here before any is asked for, so that a misspelt one is told from another.</summary>
    public void Expect(params IReadOnlyList<string> keys) => _known.AddRange(keys);

    /// <summary>A section of this one; null when it is absent.</summary>
    public ConfigurationSection? Section(string key)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Object
            ? new ConfigurationSection(file, Path(key), value)
            : throw Bad(key, value, "an object in braces");
    }

    /// <summary>A section that must be there.</summary>
    public ConfigurationSection Required(string key) => Section(key) ?? throw Missing(key);

    /// <summary>A list of sections; empty when it is absent.</summary>
    public IReadOnlyList<ConfigurationSection> Sections(string key)
    {
        if (Find(key) is not { } value)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object)
            ? [.. value.EnumerateArray().Select((item, i) => new ConfigurationSection(file, $"{Path(key)}[{i}]", item))]
            : throw Bad(key, value, "a list of objects");
    }

    /// <summary>A text; null when it is absent.</summary>
    public string? Text(string key) =>
        Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.String && Characters(key, value) is { Length: > 0 } text ? text
        : throw Bad(key, value, "a text that is not empty");

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string key) => Text(key) ?? throw Missing(key);

    /// <summary>A list of texts, at least one; null when it is absent.</summary>
    public IReadOnlyList<string>? Texts(string key) =>
        Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => Characters(key, item))]
            : throw Bad(key, value, "a list of texts");

    /// <summary>One of some words; null when it is absent.</summary>
    public string? Word(string key, params IReadOnlyList<string> allowed) =>
        Text(key) is not { } text ? null
        : allowed.Contains(text) ? text
        : throw Bad(key, Find(key)!.Value, string.Join(" or ", allowed));

    /// <summary>One of some words, which must be there.</summary>
    public string RequiredWord(string key, params IReadOnlyList<string> allowed) =>
        Word(key, allowed) ?? throw Missing(key, $"; allowed is {string.Join(" or ", allowed)}");

    /// <summary>A whole number within bounds; null when it is absent.</summary>
    public int? Number(string key, int from, int to) =>
        Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= from && number <= to ? number
        : throw Bad(key, value, string.Create(CultureInfo.InvariantCulture, $"a whole number from {from} to {to}"));

    /// <summary>A number within bounds; null when it is absent.</summary>
    public double? Decimal(string key, double from, double to) =>
        Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= from && number <= to ? number
        : throw Bad(key, value, string.Create(CultureInfo.InvariantCulture, $"a number from {from} to {to}"));

    /// <summary>Yes or no; no when it is absent.</summary>
    public bool Flag(string key) => Find(key) is { } value && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Bad(key, value, "true or false"),
    };

    /// <summary>A line of the GPIO chip; null when it is absent.</summary>
    public int? Line(string key) => Number(key, 0, 53);

    /// <summary>A line that must be there.</summary>
    public int RequiredLine(string key) => Line(key) ?? throw Missing(key);

    /// <summary>A duration such as <c>300 ms</c>, <c>5 s</c> or <c>5 min</c> within bounds; null when it is absent.</summary>
    public TimeSpan? Duration(string key, TimeSpan from, TimeSpan to) =>
        Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.String && DurationText.TryParse(Characters(key, value), out var time) && time >= from && time <= to ? time
        : throw Bad(key, value, $"a duration from {DurationText.Format(from)} to {DurationText.Format(to)}, such as \"{DurationText.Format(from)}\"");

    private string Characters(string key, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Bad(key, value, "a text of whole characters: one of its escapes is half a character");
        }
    }

    /// <summary>An error about a key of this section.</summary>
    public ConfigurationException Bad(string key, string value, string allowed) =>
        new($"{file}: the key '{Path(key)}' is {value}; allowed is {allowed}.");

    /// <summary>Refuses keys that nothing asked for.</summary>
    public void Close()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!seen.Add(property.Name))
            {
                throw new ConfigurationException($"{file}: the key '{Path(property.Name)}' stands there twice; keep one of them.");
            }

            if (!_known.Contains(property.Name))
            {
                throw new ConfigurationException(
                    $"{file}: the key '{Path(property.Name)}' is not known; {Suggestion(property.Name)}");
            }
        }
    }

    private string Suggestion(string key) =>
        Nearest(key, _known) is { } nearest
            ? $"'{nearest}' is probably meant."
            : $"allowed here are {string.Join(", ", _known)}.";

    private static string? Nearest(string key, IEnumerable<string> others)
    {
        var nearest = others.MinBy(other => EditDistance(other, key));
        return nearest is not null && EditDistance(nearest, key) <= Math.Max(2, key.Length / 3) ? nearest : null;
    }

    private static int EditDistance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost));
            }
        }

        return row[^1];
    }

    private string Path(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private JsonElement? Find(string key)
    {
        if (!_known.Contains(key))
        {
            _known.Add(key);
        }

        return element.TryGetProperty(key, out var value) ? value : null;
    }

    private ConfigurationException Bad(string key, JsonElement value, string allowed) => Bad(key, value.GetRawText(), allowed);

    private ConfigurationException Missing(string key, string allowed = "")
    {
        var unknown = element.EnumerateObject().Select(property => property.Name).Where(name => !_known.Contains(name));
        return new ConfigurationException(Nearest(key, unknown) is { } misspelt
            ? $"{file}: the key '{Path(key)}' is missing; '{misspelt}' stands there and is probably misspelt."
            : $"{file}: the key '{Path(key)}' is missing; add it{allowed}.");
    }
}
