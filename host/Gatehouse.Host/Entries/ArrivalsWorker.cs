using System.Data.Common;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Entries;

/// <summary>Tells the other hosts on the same database that records came to this one, and hears of theirs: open pages follow both.</summary>
internal sealed class ArrivalsWorker(HostDatabase database, Arrivals arrivals, TimeProvider time) : BackgroundService
{
    // A notification makes commits wait for each other: not every batch may give one.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var changes = database.Changes(NotifiedChanges.Records, time);
        var own = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        try
        {
            await Task.WhenAll(TellAsync(changes, own, stoppingToken), HearAsync(changes, own, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task TellAsync(ChangeSignal changes, string own, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        var told = arrivals.Own;
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (arrivals.Own is var count && count != told)
            {
                try
                {
                    await changes.AnnounceAsync(own, cancellationToken);
                    told = count;
                }
                catch (Exception e) when (e.GetBaseException() is DbException or IOException or System.Net.Sockets.SocketException)
                {
                    // The server is away: told a second later.
                }
            }
        }
    }

    private async Task HearAsync(ChangeSignal changes, string own, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await changes.WaitAsync(cancellationToken) is { } who && who != own)
            {
                arrivals.AddOthers();
            }
        }
    }
}
