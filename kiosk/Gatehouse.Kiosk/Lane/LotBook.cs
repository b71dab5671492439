namespace Gatehouse.Kiosk.Lane;

/// <summary>On whom the lot fell. It is drawn once a shift for each person: who tries again has drawn already.</summary>
internal sealed class LotBook(Func<double> share, Random lot, TimeProvider time)
{
    private static readonly TimeSpan Shift = TimeSpan.FromHours(12);

    private readonly Dictionary<string, (bool IsDrawn, long At)> _drawn = new(StringComparer.Ordinal);

    /// <summary>Whether it falls on somebody.</summary>
    public bool IsDrawn(string person)
    {
        var fallsOn = share();
        if (fallsOn <= 0)
        {
            return false;
        }

        foreach (var (old, _) in _drawn.Where(d => time.GetElapsedTime(d.Value.At) > Shift).ToList())
        {
            _drawn.Remove(old);
        }

        if (!_drawn.TryGetValue(person, out var drawn))
        {
            _drawn[person] = drawn = (lot.NextDouble() < fallsOn, time.GetTimestamp());
        }

        return drawn.IsDrawn;
    }
}
