using System.Threading.Channels;

namespace Gatehouse.Kiosk.Sync;

/// <summary>Wakes somebody who else looks from time to time; several nudges before they look are one.</summary>
/// <param name="time">The real time.</param>
internal sealed class Nudge(TimeProvider time)
{
    private readonly Channel<bool> _given = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes them soon.</summary>
    public void Give() => _given.Writer.TryWrite(true);

    /// <summary>Returns at the next nudge, or when the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await _given.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over.
        }
    }
}
