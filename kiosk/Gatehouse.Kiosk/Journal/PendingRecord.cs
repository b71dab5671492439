using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>A record that waits to become durable.</summary>
internal sealed class PendingRecord : IThreadPoolWorkItem
{
    public PendingRecord(JournalDraft draft) => Draft = draft;

    /// <summary>The first record of the next epoch, which is known once it is written.</summary>
    public PendingRecord(EpochTurn turn)
    {
        Draft = JournalDraft.Empty(RecordKind.Epoch);
        Turn = turn;
    }

    private readonly TaskCompletionSource<JournalEntry> _durable = new();

    public JournalDraft Draft { get; }

    public EpochTurn? Turn { get; }

    /// <summary>What it became once it is durable.</summary>
    public JournalEntry Entry { get; set; }

    /// <summary>Why it is not durable; null when it is.</summary>
    public JournalException? Why { get; set; }

    public Task<JournalEntry> Durable => _durable.Task;

    /// <summary>Tells the caller, who goes on within this call.</summary>
    public void Tell()
    {
        if (Why is { } why)
        {
            _durable.SetException(why);
        }
        else
        {
            _durable.SetResult(Entry);
        }
    }

    /// <summary>Tells the caller, who goes on elsewhere.</summary>
    public void TellApart(Action<IThreadPoolWorkItem, bool> work) => work(this, false);

    void IThreadPoolWorkItem.Execute() => Tell();
}
