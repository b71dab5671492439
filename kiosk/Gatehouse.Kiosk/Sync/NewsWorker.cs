using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Sync;

/// <summary>Listens to the host over a line that stays open, and opens it again with back-off when it is lost.</summary>
/// <param name="link">The way to the host.</param>
/// <param name="backOff">How long to wait after it was lost.</param>
/// <param name="heard">Told what is new.</param>
/// <param name="time">The real time.</param>
public sealed class NewsWorker(HostLink link, BackOff backOff, Func<HostNews, Task> heard, TimeProvider time)
{
    /// <summary>Listens until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await foreach (var news in link.NewsAsync(cancellationToken))
                {
                    backOff.Reset();
                    await heard(news);
                }
            }
            catch (HostException)
            {
                // Away, or it refuses; forwarding tells so.
            }

            await Task.Delay(backOff.Next(null), time, cancellationToken);
        }
    }
}
