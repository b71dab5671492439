using Gatehouse.Hardware.Gate;

namespace Gatehouse.Kiosk.Lane;

/// <summary>Tells somebody who follows close behind another from an arm that was forced: the turn comes right after one that was granted.</summary>
internal sealed class Followers(LaneClocks clocks)
{
    private static readonly TimeSpan Close = TimeSpan.FromSeconds(3);

    private readonly Dictionary<Direction, long> _passed = [];

    /// <summary>Somebody has passed who was granted it.</summary>
    public void Passed(Direction direction) => _passed[direction] = clocks.Lane.GetTimestamp();

    /// <summary>What a turn is that nobody was granted, in a word, and in a sentence.</summary>
    public (string Reason, string Detail) Of(Direction direction) =>
        _passed.TryGetValue(direction, out var at) && clocks.Lane.GetElapsedTime(at) <= Close
            ? ("tailgating", $"The arm turned {PassageRecords.Word(direction)} once more right behind somebody who had passed.")
            : ("forced", $"The arm turned {PassageRecords.Word(direction)} without a grant.");
}
