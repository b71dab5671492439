using Gatehouse.Demo.People;
using Gatehouse.Demo.Services;

namespace Gatehouse.Demo.Crowd;

/// <summary>Sends everybody to the gates: one line of people, and whichever gate is free takes the next.</summary>
internal sealed class CrowdWalk
{
    private readonly Queue<Visit> _waiting;
    private readonly Lock _gate = new();
    private int _walked;

    public CrowdWalk(IReadOnlyList<KioskService> kiosks, IReadOnlyList<Visit> order, CancellationToken cancellationToken)
    {
        _waiting = new Queue<Visit>(order);
        All = order.Count;
        Done = Task.WhenAll(kiosks.Select(kiosk => WalkAsync(kiosk, cancellationToken)));
    }

    /// <summary>How many were to come.</summary>
    public int All { get; }

    /// <summary>How many have walked.</summary>
    public int Walked => Volatile.Read(ref _walked);

    /// <summary>Completes once everybody has walked, or it was cancelled; fails when a kiosk did not let them.</summary>
    public Task Done { get; }

    private async Task WalkAsync(KioskService kiosk, CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested && Next() is { } visit)
            {
                await kiosk.WalkAsync(visit, cancellationToken);
                Interlocked.Increment(ref _walked);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Whoever is in the lane now is left there; the lane's own deadlines end it.
        }
    }

    private Visit? Next()
    {
        lock (_gate)
        {
            return _waiting.TryDequeue(out var visit) ? visit : null;
        }
    }
}
