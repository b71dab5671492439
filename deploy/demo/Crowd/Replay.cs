using Gatehouse.Demo.People;
using Gatehouse.Demo.Subjects;
using Gatehouse.Hardware.Badges;

namespace Gatehouse.Demo.Crowd;

/// <summary>Real subjects in the order of their date and time: the first round is the first reading, later rounds remeasurements.</summary>
internal static class Replay
{
    private const int CardsOfFacility = 60_000;

    public static Visits Read(FileInfo file, string column)
    {
        var subjects = SubjectFile.Read(file, column);
        var people = subjects.Select((s, i) => new Person(s.Id, s.Id, "Subjects", WiegandFormat.H10301.Badge(1 + (i / CardsOfFacility), i % CardsOfFacility).ToString())).ToList();
        return new Visits(people, [.. subjects.Select(s => new Visit(s.Id, "in", s.Skins))], subjects.ToDictionary(s => s.Id, s => s.Oral), SubjectFile.Rounds);
    }
}
