using Gatehouse.Kiosk.Journal;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.Retention;

/// <summary>Runs retention once a day, while the clock can be trusted: by any other a rule would erase too much or nothing.</summary>
/// <param name="retention">What it runs.</param>
/// <param name="stamp">The clock, and how far it can be trusted.</param>
/// <param name="time">Waits.</param>
/// <param name="logger">Is told what could not be done.</param>
public sealed partial class RetentionWorker(JournalRetention retention, RecordStamp stamp, TimeProvider time, ILogger<RetentionWorker> logger)
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (wait, told) = (AfterStart, false);
        while (true)
        {
            await Task.Delay(wait, time, cancellationToken);
            if (!stamp.Clock.Synced)
            {
                if (!told)
                {
                    Log.Untrusted(logger);
                }

                (wait, told) = (Again, true);
                continue;
            }

            wait = await TryRunAsync(cancellationToken) ? Every : Again;
        }
    }

    private async Task<bool> TryRunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await retention.RunAsync(stamp.At, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JournalException)
        {
            Log.NotDone(logger, e.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Personal values are kept longer than the policy says as long as the clock is not set by the network: give the kiosk a time server.")]
        public static partial void Untrusted(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "What is older than the policy says could not be erased; it is tried again: {Why}")]
        public static partial void NotDone(ILogger logger, string why);
    }
}
