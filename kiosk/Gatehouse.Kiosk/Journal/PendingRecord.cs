namespace Gatehouse.Kiosk.Journal;

/// <summary>A record that waits to become durable.</summary>
internal sealed class PendingRecord(JournalDraft draft)
{
    private readonly TaskCompletionSource<JournalEntry> _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JournalDraft Draft { get; } = draft;

    public JournalEntry Entry { get; set; }

    public Task<JournalEntry> Durable => _durable.Task;

    public void Acknowledge() => _durable.SetResult(Entry);

    public void Fail(JournalException error) => _durable.SetException(error);
}
