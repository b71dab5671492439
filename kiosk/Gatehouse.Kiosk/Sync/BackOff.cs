namespace Gatehouse.Kiosk.Sync;

/// <summary>Exponential back-off with full jitter: a random time between nothing and the doubled bound, so that a thousand kiosks do not return together.</summary>
/// <param name="options">Base and cap.</param>
/// <param name="random">Where chance comes from.</param>
public sealed class BackOff(SyncOptions options, Random random)
{
    private const int MostDoublings = 30;
    private int _failures;

    /// <summary>The time to wait after one more failure; at least what the host asked for.</summary>
    public TimeSpan Next(TimeSpan? retryAfter)
    {
        var bound = Math.Min(options.BackOffCap.Ticks, options.BackOffBase.Ticks * Math.Pow(2, Math.Min(_failures, MostDoublings)));
        _failures++;
        var wait = TimeSpan.FromTicks((long)(random.NextDouble() * bound));
        return retryAfter > wait ? TimeSpan.FromTicks(Math.Min(retryAfter.Value.Ticks, options.BackOffCap.Ticks)) : wait;
    }

    /// <summary>Another with the same bounds, which counts failures of its own.</summary>
    public BackOff Apart() => new(options, random);

    /// <summary>Success: the next failure begins anew.</summary>
    public void Reset() => _failures = 0;
}
