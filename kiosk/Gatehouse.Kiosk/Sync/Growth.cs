using System.Threading.Channels;

namespace Gatehouse.Kiosk.Sync;

/// <summary>Tells whoever forwards that there is something new; several at once are one.</summary>
internal sealed class Growth
{
    private readonly Channel<bool> _grown = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is; it returns at once.</summary>
    public void Tell(object? sender, EventArgs e) => _grown.Writer.TryWrite(true);

    /// <summary>Waits for something new; false when it is time to try again before there is.</summary>
    public async Task<bool> WaitAsync(Task? retry, CancellationToken cancellationToken)
    {
        var grown = _grown.Reader.WaitToReadAsync(cancellationToken).AsTask();
        var first = await Task.WhenAny(retry is null ? [grown] : [retry, grown]);
        await first;
        _grown.Reader.TryRead(out _);
        return first == grown;
    }
}
