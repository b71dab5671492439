using Gatehouse.Contract;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Screening;

/// <summary>
/// The limit in force at one gate: the policy's own, or one that follows the air or the crowd, never beyond the policy's
/// floor and ceiling. Not for concurrent use.
/// </summary>
/// <param name="policy">The policy in force at first.</param>
public sealed class GateLimit(Policy policy)
{
    // A normal distribution's standard deviation by its median distance from the median.
    private const double NormalSpread = 1.4826;

    private readonly Queue<Passed> _crowd = new();
    private readonly HashSet<string> _referred = new(StringComparer.Ordinal);
    private double? _byCrowd;
    private (double Limit, TimeSpan At)? _rose;
    private Policy _policy = policy;

    /// <summary>Another policy is in force; it begins with no crowd.</summary>
    public void PutInForce(Policy policy)
    {
        _policy = policy;
        _crowd.Clear();
        _referred.Clear();
        (_byCrowd, _rose) = (null, null);
    }

    /// <summary>The limit for a reading, °C.</summary>
    /// <param name="ambient">The thermometer's own temperature.</param>
    public double At(Celsius ambient) => Burst.Thousandths(
        _policy.Ambient is { } air ? Bounded(_policy.Limit + (air.Slope * (ambient.Degrees - air.At)))
        : _byCrowd is { } limit ? limit
        : _policy.Limit);

    /// <summary>Forgets who passed too long ago, before somebody is measured.</summary>
    /// <param name="now">The time by any clock that only goes on.</param>
    public void Pass(TimeSpan now)
    {
        if (_policy.Crowd is not { } crowd)
        {
            return;
        }

        var before = _crowd.Count;
        while (_crowd.TryPeek(out var oldest) && now - oldest.At > TimeSpan.FromMinutes(crowd.Minutes))
        {
            _crowd.Dequeue();
        }

        if (_crowd.Count != before)
        {
            _byCrowd = Follow(crowd, now);
        }
    }

    /// <summary>Takes note of what somebody's readings came to. Only who is clear belongs to the crowd: who is referred must not raise the limit for the next.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="readings">The readings.</param>
    /// <param name="who">The person's number: one person who comes again is no crowd.</param>
    /// <param name="now">The time by the same clock.</param>
    public void Take(Verdict verdict, IReadOnlyList<Reading> readings, string who, TimeSpan now)
    {
        if (_policy.Crowd is not { } crowd || verdict is not (Verdict.Clear or Verdict.Refer))
        {
            return;
        }

        if (verdict == Verdict.Refer)
        {
            if (_referred.Add(who) && _referred.Count >= crowd.MostReferred)
            {
                _crowd.Clear();
                _referred.Clear();
            }
        }
        else if (Screener.Combined(readings) is { } skin)
        {
            _referred.Clear();
            _crowd.Enqueue(new Passed(skin, now));
            if (_crowd.Count > crowd.Most)
            {
                _crowd.Dequeue();
            }
        }

        _byCrowd = Follow(crowd, now);
    }

    private double? Follow(CrowdLimit crowd, TimeSpan now)
    {
        if (_crowd.Count < crowd.Fewest)
        {
            _rose = null;
            return null;
        }

        var skins = _crowd.Select(passed => passed.Skin).ToArray();
        var median = Robust.MedianOf(skins);
        var spread = NormalSpread * Robust.MedianDistance(skins, median);
        var limit = Bounded(median + (crowd.Spreads * Math.Max(spread, crowd.LeastSpread)));
        if (_rose is not { } rose || limit < rose.Limit || now - rose.At > TimeSpan.FromMinutes(crowd.Minutes))
        {
            // From here it may rise again: from where it stood, not from where the crowd would have it.
            rose = (Math.Min(limit, _byCrowd ?? _policy.Limit), now);
            _rose = rose;
        }

        // However long the queue: above what somebody decided it never rises by more.
        return Math.Min(limit, Bounded(Math.Min(rose.Limit, _policy.Limit) + crowd.MostRise));
    }

    private double Bounded(double limit) => Math.Clamp(limit, _policy.Floor ?? _policy.Limit, _policy.Ceiling ?? _policy.Limit);

    private readonly record struct Passed(double Skin, TimeSpan At);
}
