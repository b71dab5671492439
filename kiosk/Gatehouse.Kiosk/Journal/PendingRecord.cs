using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>A record that waits to become durable.</summary>
internal sealed class PendingRecord
{
    public PendingRecord(JournalDraft draft) => Draft = draft;

    /// <summary>The first record of the next epoch, which is known once it is written.</summary>
    public PendingRecord(EpochTurn turn)
    {
        Draft = JournalDraft.Empty(RecordKind.Epoch);
        Turn = turn;
    }

    private readonly TaskCompletionSource<JournalEntry> _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JournalDraft Draft { get; }

    public EpochTurn? Turn { get; }

    public JournalEntry Entry { get; set; }

    public Task<JournalEntry> Durable => _durable.Task;

    public void Acknowledge() => _durable.SetResult(Entry);

    public void Fail(JournalException error) => _durable.SetException(error);
}
