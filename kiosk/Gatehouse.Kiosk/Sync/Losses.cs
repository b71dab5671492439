using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Sync;

/// <summary>Records once what the host lacks and this journal cannot give, so that the host need not wait for it.</summary>
/// <param name="journal">The journal.</param>
/// <param name="history">Gives the neighbours' hashes.</param>
internal sealed class Losses(SegmentJournal journal, OtherHistory history)
{
    private readonly Dictionary<(string Epoch, long From), SequenceRange> _told = [];

    /// <summary>Makes a record of the first loss in a range that the host lacks.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="lacking">The range, whose first record cannot be read.</param>
    /// <returns>What is lost, and whether that was not recorded before.</returns>
    /// <exception cref="JournalException">The record is not durable.</exception>
    public async Task<(SequenceRange Lost, bool IsNew)> RecordAsync(string epoch, SequenceRange lacking)
    {
        if (_told.TryGetValue((epoch, lacking.From), out var told))
        {
            return (told, false);
        }

        var reader = journal.Reader;
        var firstHeld = reader.Segments().FirstOrDefault(s => s.Epoch == epoch) is { Epoch: not null } segment
            ? segment.First
            : throw new JournalException($"No segment of epoch {epoch} is in its folder any more.");
        var isRemoved = lacking.From < firstHeld;
        var to = isRemoved ? Math.Min(lacking.To, firstHeld - 1) : lacking.To;
        foreach (var lines in reader.Read(epoch, lacking.From, to))
        {
            if (Batches.Sound(lines.Line, epoch, lines.Sequence) is not null)
            {
                to = lines.Sequence - 1;
                break;
            }
        }

        if (to < lacking.From)
        {
            throw new JournalException($"Record {lacking.From} of epoch {epoch} could not be read, and then could: the disk may be failing.");
        }

        var lost = new RecordsLost(
            isRemoved ? RecordsLost.Removed : RecordsLost.Damaged, epoch, lacking.From, to, history.HashOf(epoch, lacking.From - 1), history.HashOf(epoch, to + 1));
        await journal.AppendAsync(JournalDraft.Of(RecordKind.Loss, lost, ContractJson.Default.RecordsLost), CancellationToken.None);
        return (_told[(epoch, lacking.From)] = new SequenceRange(lacking.From, to), true);
    }
}
