using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using Gatehouse.Hardware.Gpio;

namespace Gatehouse.Hardware.Badges;

/// <summary>
/// A reader with a Wiegand interface. Its two lines come as one ordered stream of their falling
/// edges, not debounced; intervals are judged by the edges' own timestamps, the end of a frame by the provider's time.
/// Rising edges are passed over: a kernel asked for both tells the one from the other by looking after a while, which is
/// too late for a pulse of 50 µs.
/// </summary>
/// <param name="edges">The edges of both lines; whoever made them disposes of them.</param>
/// <param name="options">How it is wired.</param>
/// <param name="time">Measures the quiet after a frame.</param>
public sealed class WiegandBadgeReader(LineEdges edges, WiegandOptions options, TimeProvider time) : BadgeReader
{
    private static readonly WiegandFault[] Faults = Enum.GetValues<WiegandFault>();

    private readonly long[] _discarded = new long[Faults.Length];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long> Discarded => new ReadOnlyDictionary<string, long>(
        Faults.ToDictionary(Word, fault => Interlocked.Read(ref _discarded[(int)fault])));

    /// <inheritdoc/>
    public override IReadOnlyList<string> LineReasons { get; } = [.. Faults.Where(fault => fault != WiegandFault.NoBeginning).Select(Word)];

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ReaderEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stream = edges.ReadAsync(stop.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = stream.MoveNextAsync().AsTask();
        try
        {
            var frame = new WiegandFrame(options, edges.TakenAt);
            var lastBit = 0L;
            while (true)
            {
                if (!frame.IsEmpty && !await ComesAsync(next))
                {
                    if (End(frame) is { } badge)
                    {
                        yield return new BadgeRead(badge, CredentialTechnology.ClearText, lastBit);
                    }

                    continue;
                }

                if (!await next)
                {
                    yield break;
                }

                var edge = stream.Current;
                if (frame.IsOver(edge) && End(frame) is { } earlier)
                {
                    yield return new BadgeRead(earlier, CredentialTechnology.ClearText, lastBit);
                }

                if (frame.Take(edge))
                {
                    lastBit = time.GetTimestamp();
                }

                next = stream.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // A stream may only be disposed of when it has no move under way.
            await WorkUnderWay.EndAsync(stop, next);
            await stream.DisposeAsync();
        }
    }

    /// <summary>False when the lines stayed quiet, which ends the frame.</summary>
    private async Task<bool> ComesAsync(Task next)
    {
        if (next.IsCompleted)
        {
            return true;
        }

        var quiet = new TaskCompletionSource();
        await using var timer = time.CreateTimer(_ => quiet.TrySetResult(), null, options.Idle, Timeout.InfiniteTimeSpan);
        await Task.WhenAny(next, quiet.Task);
        return next.IsCompleted;
    }

    private BadgeNumber? End(WiegandFrame frame)
    {
        var said = frame.End();
        if (said.Fault is { } fault)
        {
            Interlocked.Increment(ref _discarded[(int)fault]);
        }

        return said.Badge;
    }

    private static string Word(WiegandFault fault) => fault switch
    {
        WiegandFault.Length => "length",
        WiegandFault.Parity => "parity",
        WiegandFault.Interval => "interval",
        WiegandFault.BothLow => "bothLow",
        WiegandFault.NoBeginning => "noBeginning",
        _ => "lostEdges",
    };
}
