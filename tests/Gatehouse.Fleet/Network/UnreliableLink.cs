using Gatehouse.Contract;
using Gatehouse.Fleet.Time;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Fleet.Network;

/// <summary>A link to the host that is away, slow, loses what was asked or answered, and sends things twice.</summary>
/// <param name="link">The real one.</param>
/// <param name="loop">Waits for it.</param>
/// <param name="time">Slowness is of this time.</param>
/// <param name="random">By chance.</param>
internal sealed class UnreliableLink(HostLink link, Loop loop, TimeProvider time, Random random) : HostLink
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(40);

    /// <summary>Nothing gets through.</summary>
    public bool IsAway { get; set; }

    /// <summary>How much of what is sent or answered is lost, 0 to 1.</summary>
    public double Loses { get; set; }

    public override Task<IngestAnswer> AskAsync(string epoch, CancellationToken cancellationToken) =>
        TryAsync(() => link.AskAsync(epoch, CancellationToken.None), cancellationToken);

    public override Task<HeldRecord?> AskAsync(string epoch, long number, CancellationToken cancellationToken) =>
        TryAsync(() => link.AskAsync(epoch, number, CancellationToken.None), cancellationToken);

    public override Task<byte[]?> ConfirmAsync(ReadOnlyMemory<byte> checkpoint, CancellationToken cancellationToken) =>
        TryAsync(() => link.ConfirmAsync(checkpoint, CancellationToken.None), cancellationToken);

    public override Task<IngestAnswer> SendAsync(string epoch, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken) =>
        TryAsync(
            async () =>
            {
                if (random.NextDouble() < Loses)
                {
                    await link.SendAsync(epoch, batch, CancellationToken.None);
                }

                return await link.SendAsync(epoch, batch, CancellationToken.None);
            },
            cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            link.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<T> TryAsync<T>(Func<Task<T>> exchange, CancellationToken cancellationToken)
    {
        await Task.Delay(random.NextDouble() < Loses ? Slowest * random.NextDouble() : Usual * random.NextDouble(), time, cancellationToken);
        Lose("On its way to the host it was lost.");
        var answer = await loop.OutsideAsync(exchange);
        cancellationToken.ThrowIfCancellationRequested();
        Lose("The host's answer was lost.");
        return answer;
    }

    private void Lose(string why)
    {
        if (IsAway || random.NextDouble() < Loses)
        {
            throw new HostException(why, refused: false);
        }
    }
}
