using Gatehouse.Demo.People;
using Gatehouse.Demo.Services;

namespace Gatehouse.Demo.Crowd;

/// <summary>
/// Sends everybody to the gates. Made-up people stand in one line and whichever gate is free takes the next; the subjects
/// of a replay have their gate by their place in the order, so that the same replay measures the same every time.
/// </summary>
internal sealed class CrowdWalk
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop;
    private readonly TimeProvider _time;
    private int _walked;

    /// <summary>Begins to send them.</summary>
    /// <param name="kiosks">The gates.</param>
    /// <param name="visits">Who comes.</param>
    /// <param name="stop">Ends it; cancelled as soon as a kiosk refuses to let somebody walk, so that this shows at once.</param>
    /// <param name="time">Measures how long those at a gate wait whose kiosk has ended, until it runs again.</param>
    public CrowdWalk(IReadOnlyList<KioskService> kiosks, Visits visits, CancellationTokenSource stop, TimeProvider time)
    {
        _stop = stop;
        _time = time;
        var line = new Queue<Visit>(visits.Order);
        var lines = visits.IsReplay
            ? kiosks.Select((_, k) => new Queue<Visit>(visits.Order.Where((_, i) => i % kiosks.Count == k)))
            : kiosks.Select(_ => line);
        All = visits.Order.Count;
        Done = Task.WhenAll(kiosks.Zip(lines, (kiosk, line) => WalkAsync(kiosk, line, stop.Token)));
    }

    /// <summary>How many were to come.</summary>
    public int All { get; }

    /// <summary>How many have walked.</summary>
    public int Walked => Volatile.Read(ref _walked);

    /// <summary>Completes once everybody has walked, or it was cancelled; fails when a kiosk refuses to let somebody walk.</summary>
    public Task Done { get; }

    private async Task WalkAsync(KioskService kiosk, Queue<Visit> line, CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested && Next(line) is { } visit)
            {
                await WalkAsync(kiosk, visit, cancellationToken);
                Interlocked.Increment(ref _walked);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It ends while somebody waits for a gate that does not run.
        }
        catch
        {
            await _stop.CancelAsync();
            throw;
        }
    }

    private async Task WalkAsync(KioskService kiosk, Visit visit, CancellationToken cancellationToken)
    {
        try
        {
            // Whoever is at a gate when it ends walks on: left there, they would be refused for not having come.
            await kiosk.WalkAsync(visit, CancellationToken.None);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // Whoever was in the lane has an unknown outcome and does not come again.
            do
            {
                await Task.Delay(Look, _time, cancellationToken);
            }
            while (await kiosk.StateAsync(cancellationToken) is null);
        }
    }

    private Visit? Next(Queue<Visit> line)
    {
        lock (_gate)
        {
            return line.TryDequeue(out var visit) ? visit : null;
        }
    }
}
