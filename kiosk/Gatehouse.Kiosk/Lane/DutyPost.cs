using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// Who of the duty group is on post at this gate. One goes on post by showing a badge to enter, and is on it no more after leaving,
/// after the rule's time, or once the roster does not let them enter. Time is measured on the lane's clock.
/// </summary>
internal sealed class DutyPost(LaneWork work)
{
    /// <summary>Nobody is on post.</summary>
    public const string Empty = "noDuty";

    private readonly Dictionary<string, Post> _onPost = new(StringComparer.Ordinal);

    private DutyRule? Rule => work.Rules.Access.Roster.Gate?.Duty;

    /// <summary>Why somebody may not enter because nobody is on post; null where somebody is, or nobody has to be.</summary>
    public string? Refusal()
    {
        if (Rule is null)
        {
            return null;
        }

        Look();
        return _onPost.Count == 0 ? Empty : null;
    }

    /// <summary>Somebody who may enter shows a badge.</summary>
    public void Shown(Passage passage)
    {
        if (Rule is not { } rule || passage.Person is not { } person || person.Group != rule.Group)
        {
            return;
        }

        var isNew = !_onPost.ContainsKey(person.Number);
        _onPost[person.Number] = new Post(passage.Badge!.Value, work.Clocks.Lane.GetTimestamp());
        if (isNew)
        {
            Record(person.Number, isOnPost: true, "badge");
        }
    }

    /// <summary>Somebody leaves.</summary>
    public void Left(string? person)
    {
        if (person is not null && _onPost.Remove(person))
        {
            Record(person, isOnPost: false, "left");
        }
    }

    /// <summary>Takes over who was on post before the start, as far as their time is not over.</summary>
    public void Recall(IReadOnlyDictionary<string, DateTimeOffset> kept)
    {
        var now = work.Clocks.Real.GetUtcNow();
        foreach (var (person, at) in kept)
        {
            if (work.Rules.Access.Roster.People.FirstOrDefault(p => p.Number == person) is { Badges: [var badge, ..] } && now >= at)
            {
                _onPost.TryAdd(person, new Post(new BadgeHash(badge), work.Clocks.Lane.GetTimestamp() - (long)((now - at).TotalSeconds * work.Clocks.Lane.TimestampFrequency)));
            }
        }
    }

    /// <summary>Takes off whose time is over, or who may not enter any more.</summary>
    private void Look()
    {
        foreach (var (person, post) in _onPost.ToList())
        {
            var reason = work.Clocks.Lane.GetElapsedTime(post.Since) >= TimeSpan.FromMinutes(Rule!.Minutes) ? "time"
                : work.Rules.Access.MayEnter(post.Badge, work.Clocks.Known) is { Granted: true, Person: { } owner } && owner.Group == Rule.Group ? null
                : "roster";
            if (reason is not null)
            {
                _onPost.Remove(person);
                Record(person, isOnPost: false, reason);
            }
        }
    }

    private void Record(string person, bool isOnPost, string reason) =>
        work.Record(JournalDraft.Of(RecordKind.Duty, new DutyChanged(person, isOnPost, reason), ContractJson.Default.DutyChanged));

    private readonly record struct Post(BadgeHash Badge, long Since);
}
