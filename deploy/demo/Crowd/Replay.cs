using System.Globalization;
using CsvHelper;
using Gatehouse.Demo.People;
using Gatehouse.Hardware.Badges;

namespace Gatehouse.Demo.Crowd;

/// <summary>Real subjects in the order of their date and time: the first round is the first reading, later rounds remeasurements.</summary>
internal static class Replay
{
    private const int Rounds = 4;
    private const int RowsBeforeNames = 2;
    private const int CardsOfFacility = 60_000;

    public static Visits Read(FileInfo file, string column)
    {
        if (!file.Exists)
        {
            throw new DemoException($"There is no data set {file.FullName}: see where it is kept, or name it with --replay FILE.csv.");
        }

        var subjects = Rows(file, column).OrderBy(s => s.At).ToList();
        if (subjects.Count == 0)
        {
            throw new DemoException($"{file.Name} holds no subject with a reading in {column}1 to {column}{Rounds}.");
        }

        if (subjects.GroupBy(s => s.Id, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            throw new DemoException($"{file.Name} holds the subject {twice.Key} twice; each comes once.");
        }

        var people = subjects.Select((s, i) => new Person(s.Id, s.Id, "Subjects", WiegandFormat.H10301.Badge(1 + (i / CardsOfFacility), i % CardsOfFacility).ToString())).ToList();
        return new Visits(people, [.. subjects.Select(s => new Visit(s.Id, "in", s.Skins))], subjects.ToDictionary(s => s.Id, s => s.Oral), Rounds);
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
                yield return new Subject(id, At(csv, file, id), skins, oral);
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

    private sealed record Subject(string Id, DateTime At, IReadOnlyList<double> Skins, double Oral);
}
