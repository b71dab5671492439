using Gatehouse.Demo.People;

namespace Gatehouse.Demo.Crowd;

/// <summary>Who comes, in the order in which they come.</summary>
/// <param name="People">Everybody on the roster.</param>
/// <param name="Order">The walks.</param>
/// <param name="Subjects">For a replay: the truth about each person, by number; empty otherwise.</param>
/// <param name="Readings">How many readings the policy allows.</param>
internal sealed record Visits(
    IReadOnlyList<Person> People, IReadOnlyList<Visit> Order, IReadOnlyDictionary<string, double> Subjects, int Readings)
{
    public bool IsReplay => Subjects.Count > 0;
}
