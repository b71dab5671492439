using Gatehouse.Contract;
using Gatehouse.Kiosk.Proof;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.Sync;

/// <summary>Shows the host what was signed, once it holds everything up to there, and keeps its countersignature.</summary>
/// <param name="checkpoints">What was signed.</param>
/// <param name="link">The host.</param>
/// <param name="logger">Told what the host did not confirm, each reason once.</param>
internal sealed partial class Confirmations(CheckpointWorker checkpoints, HostLink link, ILogger logger)
{
    private readonly HashSet<RecordHash> _shown = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>A connection begins: what was refused before is shown once more.</summary>
    public void Begin() => _shown.Clear();

    /// <summary>Shows the last checkpoint of an epoch, unless it was shown over this connection.</summary>
    public async Task ConfirmAsync(string epoch, long watermark, CancellationToken cancellationToken)
    {
        if (checkpoints.Unconfirmed(epoch, watermark) is not { } checkpoint || !_shown.Add(RecordHash.Of(checkpoint.Span)))
        {
            return;
        }

        try
        {
            if (await link.ConfirmAsync(checkpoint, cancellationToken) is { } countersignature && !checkpoints.Confirm(epoch, checkpoint, countersignature))
            {
                Tell("its countersignature is not by the key that this kiosk's credential names.");
            }
        }
        catch (HostException e) when (e.Refused)
        {
            Tell(e.Message);
        }
    }

    private void Tell(string why)
    {
        if (_told.Add(why))
        {
            Log.NotConfirmed(logger, why);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The host did not confirm what this kiosk signed: {Why}")]
        public static partial void NotConfirmed(ILogger logger, string why);
    }
}
