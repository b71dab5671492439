using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Clocks;

/// <summary>When something happened whose kiosk's wall clock was not in step: told from moments of the same boot at which it was.</summary>
internal static class ClockCorrection
{
    /// <summary>How far a crystal may be off: 100 parts in a million, twice what is usual.</summary>
    private const double Drift = 100e-6;

    /// <summary>What a clock in step may be off.</summary>
    private static readonly TimeSpan InStep = TimeSpan.FromSeconds(1);

    /// <summary>The interval in which it happened; null where no such moment is known.</summary>
    /// <param name="mono">When it happened, in ticks since the boot.</param>
    /// <param name="before">The nearest moment before it.</param>
    /// <param name="after">The nearest moment after it.</param>
    public static (DateTimeOffset From, DateTimeOffset To)? Of(long mono, ClockAnchorRow? before, ClockAnchorRow? after)
    {
        var (one, other) = (Around(mono, before), Around(mono, after));
        if (one is not { } early || other is not { } late)
        {
            return one ?? other;
        }

        // Both are true, so it lies in what they share. Where they share nothing one of them is not: it may be in either.
        var (from, to) = (Later(early.From, late.From), Earlier(early.To, late.To));
        return from <= to ? (from, to) : (Earlier(early.From, late.From), Later(early.To, late.To));
    }

    private static (DateTimeOffset From, DateTimeOffset To)? Around(long mono, ClockAnchorRow? anchor)
    {
        if (anchor is null)
        {
            return null;
        }

        var apart = TimeSpan.FromTicks(mono - anchor.Mono);
        var unsure = InStep + (apart.Duration() * Drift);
        return (Shifted(anchor.At, apart - unsure), Shifted(anchor.At, apart + unsure));
    }

    /// <summary>A kiosk may claim any time; none leaves the calendar.</summary>
    private static DateTimeOffset Shifted(DateTimeOffset at, TimeSpan by) =>
        new((long)Int128.Clamp((Int128)at.UtcTicks + by.Ticks, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
