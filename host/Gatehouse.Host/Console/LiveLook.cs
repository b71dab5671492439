namespace Gatehouse.Host.Console;

/// <summary>Lets an open page look again and again, and never fall behind without a word.</summary>
/// <param name="time">The pace.</param>
/// <param name="logger">Told why a page is no longer live.</param>
public sealed partial class LiveLook(TimeProvider time, ILogger<LiveLook> logger)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Looks every second until the page is closed or a look fails.</summary>
    /// <param name="look">One look.</param>
    /// <param name="lost">Tells whoever sees the page that it is no longer live.</param>
    /// <param name="closed">Cancelled when the page is closed.</param>
    public Task RepeatAsync(Func<Task> look, Func<Task> lost, CancellationToken closed) => OnceAsync(
        async () =>
        {
            using var timer = new PeriodicTimer(Pace, time);
            while (await timer.WaitForNextTickAsync(closed))
            {
                await look();
            }
        },
        lost,
        closed);

    /// <summary>Looks once.</summary>
    /// <param name="look">The look.</param>
    /// <param name="lost">Tells whoever sees the page that it is no longer live.</param>
    /// <param name="closed">Cancelled when the page is closed.</param>
    public async Task OnceAsync(Func<Task> look, Func<Task> lost, CancellationToken closed)
    {
        try
        {
            await look();
        }
#pragma warning disable CA1031 // Whatever the reason: somebody at the page must learn that it no longer moves.
        catch (Exception e)
#pragma warning restore CA1031
        {
            // What breaks while the page is being closed is seen by nobody.
            if (!closed.IsCancellationRequested)
            {
                Lost(e);
                await lost();
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A page of entries could not be brought up to date and is no longer live.")]
    private partial void Lost(Exception reason);
}
