using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Gatehouse.Demo.People;

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

        var people = subjects.Select((s, i) => new Person(s.Id, s.Id, "Subjects", 1 + (i / CardsOfFacility), i % CardsOfFacility)).ToList();
        return new Visits(people, [.. subjects.Select(s => new Visit(s.Id, "in", s.Skins))], subjects.ToDictionary(s => s.Id, s => s.Oral), Rounds);
    }

    private static IEnumerable<Subject> Rows(FileInfo file, string column)
    {
        using var reader = new StreamReader(file.FullName);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { HasHeaderRecord = true, MissingFieldFound = null });
        for (var i = 0; i <= RowsBeforeNames; i++)
        {
            csv.Read();
        }

        csv.ReadHeader();
        var names = csv.HeaderRecord!;
        foreach (var needed in Enumerable.Range(1, Rounds).Select(r => column + r).Append("aveOralM").Append("SubjectID").Where(n => !names.Contains(n)))
        {
            throw new DemoException($"{file.Name} has no column {needed}: --column names it without the round's number, such as T_FH_Max.");
        }

        while (csv.Read())
        {
            var id = csv.GetField("SubjectID");
            var skins = Enumerable.Range(1, Rounds).Select(r => Number(csv, column + r)).OfType<double>().ToList();
            if (!string.IsNullOrWhiteSpace(id) && skins.Count > 0 && Number(csv, "aveOralM") is { } oral)
            {
                yield return new Subject(id, $"{csv.GetField("Date")} {csv.GetField("Time")}", skins, oral);
            }
        }
    }

    private static double? Number(CsvReader csv, string name) =>
        double.TryParse(csv.GetField(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Subject(string Id, string At, IReadOnlyList<double> Skins, double Oral);
}
