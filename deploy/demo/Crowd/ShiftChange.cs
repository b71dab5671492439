using Gatehouse.Demo.People;

namespace Gatehouse.Demo.Crowd;

/// <summary>A morning: the day's people come in while the night shift leaves, with the few who make a gate worth having.</summary>
internal static class ShiftChange
{
    private const int Readings = 3;
    private const double UsualSkin = 35.1;
    private const double Spread = 0.4;
    private const double FebrileSkin = 37.6;
    private const int FebrileEach = 86;
    private const int StrangerEach = 120;
    private const int TurnsBackEach = 64;

    public static Visits Of(IReadOnlyList<Person> people, Random random)
    {
        var order = new List<Visit>();
        var shuffled = people.ToArray();
        random.Shuffle(shuffled);
        for (var i = 0; i < shuffled.Length; i++)
        {
            var leaves = shuffled[i].Group == MadeUpPeople.NightShift;
            var usual = (i + 1) % FebrileEach == 0 ? FebrileSkin : UsualSkin + (Spread * Gaussian(random));
            order.Add(new Visit(
                shuffled[i].Number,
                leaves ? "out" : "in",
                [.. Enumerable.Range(0, Readings).Select(_ => Math.Round(usual + (0.1 * Gaussian(random)), 2))],
                GivesUp: (i + 1) % TurnsBackEach == 0));
            if ((i + 1) % StrangerEach == 0)
            {
                order.Add(new Visit(null, "in", [UsualSkin]));
            }
        }

        return new Visits(people, order, new Dictionary<string, double>(), Readings);
    }

    /// <summary>A standard normal value, by Box and Muller.</summary>
    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
