using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>Why an epoch is to end while the journal is open.</summary>
/// <param name="Reason">One of the reasons of an epoch's first record.</param>
/// <param name="Common">The last number of it that others hold alike, when not all of it is.</param>
/// <param name="After">An epoch that the next comes after, besides the one that ends.</param>
internal sealed record EpochTurn(string Reason, long? Common, string? After)
{
    /// <summary>What the next epoch begins with.</summary>
    public JournalDraft Begin(JournalEntry ended) =>
        JournalDraft.Of(RecordKind.Epoch, new EpochBegan(Reason, ended.Epoch, ended.Sequence, ended.Hash.ToString(), Common), ContractJson.Default.EpochBegan);

    /// <summary>The next epoch, of which nothing is written yet.</summary>
    public JournalEntry Next(JournalEntry ended) =>
        new(RecordStamp.NextEpoch(string.CompareOrdinal(After, ended.Epoch) > 0 ? After : ended.Epoch), 0, RecordHash.None);
}
