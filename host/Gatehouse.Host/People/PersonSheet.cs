using System.Globalization;
using System.Text.RegularExpressions;
using Gatehouse.Contract;
using Gatehouse.Host.Identity;

namespace Gatehouse.Host.People;

/// <summary>One person of a sheet, checked.</summary>
internal sealed record SheetPerson(
    int Row, string Number, string Name, string Group, IReadOnlyList<string> Badges, string? Department, string? Language, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo);

/// <summary>What is wrong with one cell.</summary>
/// <param name="Row">The row, the heading being 1.</param>
/// <param name="Column">The column's heading.</param>
/// <param name="Why">What is wrong, and what would be right.</param>
internal sealed record CellError(int Row, string Column, string Why);

/// <summary>A row of a sheet.</summary>
/// <param name="Row">Its number, the heading being 1.</param>
/// <param name="Cells">What stands in it.</param>
/// <param name="Person">The person; null where a cell is wrong.</param>
/// <param name="Errors">What is wrong.</param>
internal sealed record SheetLine(int Row, IReadOnlyList<string> Cells, SheetPerson? Person, IReadOnlyList<CellError> Errors);

/// <summary>A sheet of people with a heading, read once from top to bottom; it keeps numbers and badges alone, to find those that stand twice.</summary>
internal sealed partial class PersonSheet(TimeZoneInfo zone)
{
    private const int LongestLanguage = 10;
    private const int EarliestYear = 1900;
    private const int LatestYear = 2200;
    private const int ForEver = 9000;

    private const string Number = SheetColumns.Number;
    private const string Name = SheetColumns.Name;
    private const string Group = SheetColumns.Group;
    private const string Badges = SheetColumns.Badges;
    private const string Department = SheetColumns.Department;
    private const string Language = SheetColumns.Language;
    private const string ValidFrom = SheetColumns.ValidFrom;
    private const string ValidTo = SheetColumns.ValidTo;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _badges = new(StringComparer.Ordinal);
    private List<CellError> _errors = [];

    /// <summary>Its first row, once that was read.</summary>
    public IReadOnlyList<string> Headings { get; private set; } = [];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="map">Which heading is which column, where it is none of those that are known.</param>
    /// <exception cref="HostException">It cannot be read, or lacks a column.</exception>
    public IEnumerable<SheetLine> Read(string path, IReadOnlyDictionary<string, string> map)
    {
        var file = Path.GetFileName(path);
        SheetColumns? columns = null;
        var row = 0;
        foreach (var cells in SheetRows.Read(path))
        {
            row++;
            if (columns is null)
            {
                (columns, Headings) = (new SheetColumns(cells, map, file), cells);
                continue;
            }

            // An empty line, as spreadsheets leave them.
            if (SheetColumns.All.Any(column => columns.Cell(cells, column).Length > 0))
            {
                _errors = [];
                var person = Take(row, column => columns.Cell(cells, column));
                yield return new SheetLine(row, cells, _errors.Count == 0 ? person : null, _errors);
            }
        }

        if (row < 2)
        {
            throw new HostException($"{file} holds nobody: its first line names the columns {Number}, {Name}, {Group} and {Badges}, and each line after it is a person.");
        }
    }

    private SheetPerson Take(int row, Func<string, string> cell)
    {
        var number = Words(row, Number, cell(Number));
        if (number.Length > 0 && !_numbers.TryAdd(number, row))
        {
            Wrong(row, Number, $"{number} stands in row {_numbers[number]}, too: each person has a number of their own");
        }

        var from = Day(row, ValidFrom, cell(ValidFrom), days: 0);
        var to = Day(row, ValidTo, cell(ValidTo), days: 1);
        if (from >= to)
        {
            Wrong(row, ValidTo, $"it lies before {ValidFrom}");
        }

        return new SheetPerson(
            row, number, Words(row, Name, cell(Name)), Words(row, Group, cell(Group)), BadgesOf(row, cell(Badges)), Optional(row, Department, cell(Department)), LanguageOf(row, cell(Language)), from, to);
    }

    private string Words(int row, string column, string text)
    {
        if (text.Length == 0)
        {
            Wrong(row, column, "it is empty");
        }

        return Short(row, column, text);
    }

    private string? Optional(int row, string column, string text) => text.Length == 0 ? null : Short(row, column, text);

    private string Short(int row, string column, string text)
    {
        if (text.Any(char.IsControl))
        {
            Wrong(row, column, "it holds a character that nobody sees, such as a line's end: write it anew");
        }

        if (text.Length > RecordLimits.MaxName)
        {
            Wrong(row, column, string.Create(CultureInfo.InvariantCulture, $"it has {text.Length} characters, {RecordLimits.MaxName} are allowed"));
        }

        return text;
    }

    private string? LanguageOf(int row, string text)
    {
        if (text.Length > 0 && (text.Length > LongestLanguage || !LanguageForm().IsMatch(text)))
        {
            Wrong(row, Language, $"'{text}' names no language: write it as zh or en");
        }

        return text.Length == 0 ? null : text;
    }

    private List<string> BadgesOf(int row, string text)
    {
        var badges = text.Split([';', '；', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        foreach (var badge in badges)
        {
            if (!IsBadge(badge))
            {
                Wrong(row, Badges, $"'{badge}' is no badge as a reader says it, such as H10301:7:1201, UID:04A1B2C3D4E5F6 or KEYS:0042");
            }
            else if (!_badges.TryAdd(badge, row))
            {
                Wrong(row, Badges, $"{badge} stands in row {_badges[badge]}, too: a badge is one person's");
            }
        }

        return badges;
    }

    /// <summary>A day at the site: the moment at which it begins, or so many days later.</summary>
    private DateTimeOffset? Day(int row, string column, string text, int days)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy/M/d", "yyyy.M.d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            Wrong(row, column, $"'{text}' is no day: write it as 2026-12-31");
            return null;
        }

        if (day.Year >= ForEver && days > 0)
        {
            // As many programs write it where there is no end.
            return null;
        }

        if (day.Year is < EarliestYear or > LatestYear)
        {
            Wrong(row, column, $"{text} lies before {EarliestYear} or after {LatestYear}: leave the cell empty where there is no bound");
            return null;
        }

        var local = day.AddDays(days).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The day as a sheet has it: the one that begins at a moment, or so many days before.</summary>
    public static string? Day(DateTimeOffset? at, TimeZoneInfo zone, int days) =>
        at is { } moment ? TimeZoneInfo.ConvertTime(moment, zone).AddDays(-days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private void Wrong(int row, string column, string why) => _errors.Add(new CellError(row, column, why));

    /// <summary>Whether a text may be a badge as a reader says it.</summary>
    public static bool IsBadge(string text) => BadgeForm().IsMatch(text);

    // A UID by its bytes, keys as they are typed, any other format by its numbers, none of them with a zero before it.
    [GeneratedRegex("^(UID:([0-9A-F]{2}){4,10}|KEYS:[0-9]{1,20}|(?!UID:|KEYS:)[A-Z][A-Z0-9]{0,15}(:(0|[1-9][0-9]{0,19}))+)$", RegexOptions.CultureInvariant)]
    private static partial Regex BadgeForm();

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageForm();
}
