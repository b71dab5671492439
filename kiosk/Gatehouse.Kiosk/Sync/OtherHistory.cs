using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Sync;

/// <summary>
/// Knows when the host holds what this journal never wrote: an older copy of it was put back, or another kiosk writes under
/// its name. Where they part is asked of the host, number by number.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="link">The host.</param>
internal sealed class OtherHistory(SegmentJournal journal, HostLink link)
{
    /// <summary>What the host holds that this journal does not, in words that follow "the host holds"; null when it holds nothing of the kind.</summary>
    public string? Of(IngestAnswer answer)
    {
        var (newest, head, _) = journal.Head;
        return answer.Last is { } held && held.Sequence > head ? $"epoch {answer.Epoch} up to {held.Sequence}, but this journal ends at {head}"
            : answer.Last is { } last && HashOf(answer.Epoch, last.Sequence) is { } own && own != last.Hash ? $"another record {last.Sequence} of epoch {answer.Epoch} than this journal"
            : answer.Newest is { } later && IsLater(later, newest) ? $"the epoch {later}, which came after the last of this journal, {newest}"
            : null;
    }

    /// <summary>The last number up to which both hold the same; null when nothing of this journal contradicts what the host holds.</summary>
    public async Task<long?> CommonAsync(IngestAnswer answer, CancellationToken cancellationToken)
    {
        var top = Math.Min(answer.Last?.Sequence ?? 0, journal.Head.Sequence);
        if (top == 0 || await IsAlikeAsync(answer.Epoch, top, cancellationToken))
        {
            return null;
        }

        // Alike at one number is alike at all before it: each record names the hash of the one before.
        long alike = 0;
        while (top - alike > 1)
        {
            var middle = alike + ((top - alike) / 2);
            if (await IsAlikeAsync(answer.Epoch, middle, cancellationToken))
            {
                alike = middle;
            }
            else
            {
                top = middle;
            }
        }

        return alike;
    }

    /// <summary>The last number of an epoch that ended of which the host may hold the same; null when none parted there.</summary>
    public long? EndOf(string epoch)
    {
        var reader = journal.Reader;
        return reader.Epochs().FirstOrDefault(e => string.CompareOrdinal(e, epoch) > 0) is { } after
            && reader.Read(after, 1, 1).Select(lines => Batches.Sound(lines.Line, after, 1)).FirstOrDefault() is { Kind: RecordKind.Epoch } first
            && first.Body.Deserialize(ContractJson.Default.EpochBegan) is { Reason: EpochBegan.OlderCopy } began && began.PreviousEpoch == epoch
            ? began.Common
            : null;
    }

    /// <summary>The hash of a sound record of this journal; null when it has none of that number.</summary>
    public string? HashOf(string epoch, long sequence) =>
        sequence < 1 ? null
            : journal.Reader.Read(epoch, sequence, sequence)
                .Select(lines => Batches.Sound(lines.Line, epoch, sequence)?.Hash.ToString())
                .FirstOrDefault(hash => hash is not null);

    private async Task<bool> IsAlikeAsync(string epoch, long sequence, CancellationToken cancellationToken) =>
        HashOf(epoch, sequence) is { } own && (await link.AskAsync(epoch, sequence, cancellationToken))?.Hash == own;

    /// <summary>By what stands before the first hyphen: two that are equal there began apart from each other, and neither came after the other.</summary>
    private static bool IsLater(string one, string other) => string.CompareOrdinal(one.Split('-')[0], other.Split('-')[0]) > 0;
}
