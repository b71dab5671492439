using System.Globalization;
using CsvHelper;

namespace Gatehouse.Demo.Subjects;

/// <summary>A file in the form of the data set of facial and oral temperatures (doi 10.13026/3bhc-9065).</summary>
public static class SubjectFile
{
    /// <summary>How often each face was measured.</summary>
    public const int Rounds = 4;

    private const int RowsBeforeNames = 2;
    private const string Room = "T_atm";

    /// <summary>Those who have a reading in a column and an oral temperature, by date and time.</summary>
    /// <param name="file">The file.</param>
    /// <param name="column">A measure without its round, such as <c>T_FH_Max</c>.</param>
    /// <exception cref="DemoException">It is not there, or not of that form.</exception>
    public static IReadOnlyList<Subject> Read(FileInfo file, string column)
    {
        if (!file.Exists)
        {
            throw new DemoException($"There is no data set {file.FullName}: see where it is kept, and name its CSV file.");
        }

        var subjects = Rows(file, column).OrderBy(s => s.At).ToList();
        if (subjects.Count == 0)
        {
            throw new DemoException($"{file.Name} holds no subject with a reading in {column}1 to {column}{Rounds}.");
        }

        return subjects.GroupBy(s => s.Id, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice
            ? throw new DemoException($"{file.Name} holds the subject {twice.Key} twice; each comes once.")
            : subjects;
    }

    private static IEnumerable<Subject> Rows(FileInfo file, string column)
    {
        using var text = new StreamReader(file.FullName);
        for (var i = 0; i < RowsBeforeNames; i++)
        {
            text.ReadLine();
        }

        using var csv = CsvReader.Create(text, new CsvReaderOptions { HasHeader = true }, leaveOpen: true);
        while (csv.Read())
        {
            CheckColumns(csv.Headers, file, column);
            var id = csv.GetString("SubjectID");
            var skins = Enumerable.Range(1, Rounds).Select(r => Number(csv, column + r)).OfType<double>().ToList();
            if (!string.IsNullOrWhiteSpace(id) && skins.Count > 0 && Number(csv, "aveOralM") is { } oral)
            {
                yield return new Subject(id, At(csv, file, id), skins, oral, csv.Headers.Contains(Room) ? Number(csv, Room) : null);
            }
        }
    }

    private static void CheckColumns(IReadOnlyList<string> names, FileInfo file, string column)
    {
        var needed = Enumerable.Range(1, Rounds).Select(r => column + r).Concat(["SubjectID", "aveOralM", "Date", "Time"]);
        if (needed.FirstOrDefault(n => !names.Contains(n)) is { } missing)
        {
            throw new DemoException($"{file.Name} has no column {missing}: --column names a measure without the round's number, such as T_FH_Max.");
        }
    }

    private static DateTime At(CsvReader csv, FileInfo file, string id)
    {
        var text = $"{csv.GetString("Date")} {csv.GetString("Time")}";
        return DateTime.TryParseExact(text, "yy-MM-dd H:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at
            : throw new DemoException($"{file.Name} has the date and time '{text}' for subject {id}: it must be like 18-01-31 9:05:00.");
    }

    private static double? Number(CsvReader csv, string name) =>
        double.TryParse(csv.GetString(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
