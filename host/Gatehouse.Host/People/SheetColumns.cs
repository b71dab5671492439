using Gatehouse.Host.Identity;

namespace Gatehouse.Host.People;

/// <summary>Which column of a sheet is which, by its headings, Chinese or English, in any order, or as somebody said.</summary>
internal sealed class SheetColumns
{
    /// <summary>Said alone of headings it has what was said before forgotten.</summary>
    public const string Forget = "none";

    public const string Number = "number";
    public const string Name = "name";
    public const string Group = "group";
    public const string Badges = "badges";
    public const string Department = "department";
    public const string Language = "language";
    public const string ValidFrom = "validFrom";
    public const string ValidTo = "validTo";

    private static readonly Dictionary<string, string> Headings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["number"] = Number, ["工号"] = Number,
        ["name"] = Name, ["姓名"] = Name,
        ["group"] = Group, ["班组"] = Group, ["组"] = Group,
        ["badges"] = Badges, ["badge"] = Badges, ["卡号"] = Badges,
        ["department"] = Department, ["部门"] = Department,
        ["language"] = Language, ["语言"] = Language,
        ["validFrom"] = ValidFrom, ["valid from"] = ValidFrom, ["生效日期"] = ValidFrom,
        ["validTo"] = ValidTo, ["valid to"] = ValidTo, ["失效日期"] = ValidTo,
    };

    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    /// <summary>Finds the columns; headings that mean nothing are left alone.</summary>
    /// <param name="headings">The sheet's first row.</param>
    /// <param name="map">Which heading is which column, as somebody said; it goes first.</param>
    /// <param name="file">The sheet's name.</param>
    /// <exception cref="HostException">One is missing, or there twice.</exception>
    public SheetColumns(IReadOnlyList<string> headings, IReadOnlyDictionary<string, string> map, string file)
    {
        for (var i = 0; i < headings.Count; i++)
        {
            if (Of(headings[i], map) is { } column && !_columns.TryAdd(column, i))
            {
                throw new HostException($"{file} has the column {column} twice: '{headings[_columns[column]]}' and '{headings[i]}'.");
            }
        }

        if (((string[])[Number, Name, Group]).FirstOrDefault(c => !_columns.ContainsKey(c)) is { } missing)
        {
            throw new HostException($"{file} has no column {missing}. It needs {Number}, {Name} and {Group}, and may have {Badges}, {Department}, {Language}, {ValidFrom} and {ValidTo}; '--map {missing}=HEADING' says which one it is.");
        }
    }

    /// <summary>Which heading is which column, as somebody said it.</summary>
    /// <param name="pairs">COLUMN=HEADING each, or <see cref="Forget"/> alone.</param>
    /// <exception cref="HostException">One of them says nothing.</exception>
    public static Dictionary<string, string> Map(IReadOnlyList<string> pairs)
    {
        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (pairs is [Forget])
        {
            return map;
        }

        foreach (var pair in pairs)
        {
            var (column, heading) = pair.Split('=', 2, StringSplitOptions.TrimEntries) is [var c, var h] ? (c, h) : ("", "");
            if (!All.Contains(column, StringComparer.Ordinal) || heading.Length == 0 || !map.TryAdd(heading, column))
            {
                throw new HostException($"--map {pair} says nothing: write COLUMN=HEADING, each heading once; the columns are {string.Join(", ", All)}.");
            }
        }

        return map;
    }

    /// <summary>Every column, in the order of a template.</summary>
    public static IReadOnlyList<string> All { get; } = [Number, Name, Group, Badges, Department, Language, ValidFrom, ValidTo];

    /// <summary>The columns' Chinese headings, in that order.</summary>
    public static IReadOnlyList<string> Chinese { get; } = ["工号", "姓名", "班组", "卡号", "部门", "语言", "生效日期", "失效日期"];

    /// <summary>What stands in a column; empty where the sheet has none.</summary>
    public string Cell(IReadOnlyList<string> cells, string column) => _columns.TryGetValue(column, out var at) && at < cells.Count ? cells[at] : "";

    // A column that somebody named is not also found by its usual heading.
    private static string? Of(string heading, IReadOnlyDictionary<string, string> map) =>
        map.TryGetValue(heading, out var said) ? said
        : Headings.TryGetValue(heading, out var usual) && !map.Values.Contains(usual, StringComparer.Ordinal) ? usual
        : null;
}
