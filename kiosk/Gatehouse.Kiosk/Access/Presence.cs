using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Access;

/// <summary>Who is in and who is out, by passages that were confirmed: this gate's own, and others' as far as the host told of them.</summary>
public sealed class Presence
{
    private readonly Dictionary<string, (bool In, DateTimeOffset At)> _last = new(StringComparer.Ordinal);
    private DateTimeOffset _since = DateTimeOffset.MinValue;

    /// <summary>Somebody went through a gate; of two passages the later counts.</summary>
    public void Passed(string person, string direction, DateTimeOffset at)
    {
        if (at >= _since && (!_last.TryGetValue(person, out var before) || before.At <= at))
        {
            _last[person] = (direction == PassageDirection.In, at);
        }
    }

    /// <summary>Somebody went through this gate just now, after all that is known of them; where nobody knows the time they are held to be neither in nor out.</summary>
    public void PassedHere(string person, string direction, DateTimeOffset? known)
    {
        _last.Remove(person);
        if (known is { } at)
        {
            _last[person] = (direction == PassageDirection.In, at);
        }
    }

    /// <summary>Nobody knows who is in: people left or came without being known, as through an arm that a fire loop freed.</summary>
    /// <param name="known">When, for what other gates tell afterwards of passages before; null where nobody knows the time.</param>
    public void Forget(DateTimeOffset? known)
    {
        _last.Clear();
        _since = known ?? _since;
    }

    /// <summary>Whether somebody is in already, as a rule has it; nobody is where the time is not known.</summary>
    public bool IsIn(RosterPerson person, AntiPassback rule, DateTimeOffset? known) =>
        known is { } now
        && _last.TryGetValue(person.Number, out var last) && last.In
        && now - last.At < TimeSpan.FromMinutes(rule.Minutes)
        && !(last.At < rule.Forgiven) && !(last.At < person.Forgiven);
}
