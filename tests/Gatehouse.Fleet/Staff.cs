using Gatehouse.Contract;
using Gatehouse.Hardware.Badges;

namespace Gatehouse.Fleet;

/// <summary>Those who work there, which of them a roster of some revision has suspended, and whether it locks the site down.</summary>
internal sealed class Staff
{
    public const int Count = 258;

    private static readonly byte[] Key = new byte[32];

    // One revision in so many locks the site down.
    private const int Lockdowns = 6;

    private readonly List<HashSet<int>> _suspended = [[]];
    private readonly HashSet<int> _lockedDown = [];

    /// <summary>The newest revision.</summary>
    public int Newest => _suspended.Count - 1;

    /// <summary>Somebody's badge.</summary>
    public static BadgeNumber Badge(int person) => WiegandFormat.H10301.Badge(1, person);

    /// <summary>Suspends some others, and whoever is named, and now and then locks the site down or lets it be open again.</summary>
    public void Change(Random random, params IEnumerable<int> named)
    {
        _suspended.Add([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(1, Count + 1)), .. named]);
        if (random.Next(Lockdowns) == 0)
        {
            _lockedDown.Add(Newest);
        }
    }

    /// <summary>Whether a roster of this revision lets a person enter.</summary>
    public bool Admits(int revision, int person) => !_suspended[revision].Contains(person) && !_lockedDown.Contains(revision);

    /// <summary>The roster of a revision.</summary>
    public Roster Roster(int revision) => new(
        $"r{revision}",
        Convert.ToBase64String(Key),
        "UTC",
        [],
        [new RosterGroup("all")],
        [.. Enumerable.Range(1, Count).Select(i => new RosterPerson($"{i}", $"Person {i}", "all", [BadgeHash.Of(Badge(i).ToString(), Key).Hex], Suspended: _suspended[revision].Contains(i)))],
        new GateRules(Lockdown: _lockedDown.Contains(revision)));
}
