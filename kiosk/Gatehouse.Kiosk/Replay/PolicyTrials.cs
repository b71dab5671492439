using System.Threading.Channels;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Kiosk.Replay;

/// <summary>Computes, when the host asks for it, what another policy would have decided, and says so in a record. It is done beside the lane, one after the other.</summary>
/// <param name="snapshots">What was in force.</param>
/// <param name="openJournal">Opens the journal for reading.</param>
/// <param name="record">Makes a record durable.</param>
/// <param name="hasAirSensor">Whether the gate has an air sensor.</param>
public sealed class PolicyTrials(KioskSnapshots snapshots, Func<JournalDisk> openJournal, Func<JournalDraft, Task> record, bool hasAirSensor)
{
    // Somebody who asks again and again waits; more than these are refused by being forgotten.
    private const int MostWaiting = 8;

    private readonly Channel<KioskCommand> _asked = Channel.CreateBounded<KioskCommand>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Takes note of what is to be computed.</summary>
    public void Take(KioskCommand command) => _asked.Writer.TryWrite(command);

    /// <summary>Computes what is asked for, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var command in _asked.Reader.ReadAllAsync(cancellationToken))
        {
            if (command.Trial is not { } trial)
            {
                continue;
            }

            var tried = await Task.Run(() => Compute(command.Id, trial, cancellationToken), cancellationToken);
            try
            {
                await record(JournalDraft.Of(RecordKind.Tried, tried, ContractJson.Default.PolicyTried));
            }
            catch (JournalException)
            {
                // The disk's trouble is told by the lane; the host sees that no answer came.
            }
        }
    }

    private PolicyTried Compute(string command, PolicyTrial trial, CancellationToken cancellationToken)
    {
        try
        {
            var policy = PolicyWorker.Read(trial.Document, hasAirSensor);
            using var disk = openJournal();
            var replay = new VerdictReplay(snapshots) { By = policy };
            var summary = new ReplaySummary(replay.Run(disk, trial.Since).TakeWhile(_ => !cancellationToken.IsCancellationRequested));
            var left = replay.Left;
            return new PolicyTried(command, policy.Revision, trial.Since, summary.Changes, left.Count > 0 ? left : null);
        }
        catch (Exception e) when (e is SnapshotException or JournalException or IOException or UnauthorizedAccessException)
        {
            return new PolicyTried(command, "", trial.Since, [], Problem: e.Message);
        }
    }
}
