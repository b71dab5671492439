using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Sync;

/// <summary>Reads the batches of a backlog, each while the one before it is on its way.</summary>
/// <param name="reader">Read by nobody else.</param>
internal sealed class ReadAhead(JournalReader reader)
{
    private (string Epoch, SequenceRange Range, int Most, Task<(ReadOnlyMemory<byte> Lines, long Last, long Bare)> Batch)? _next;

    /// <summary>The next batch of a range, as <see cref="Batches.Read"/> gives it.</summary>
    public async Task<(ReadOnlyMemory<byte> Lines, long Last, long Bare)> ReadAsync(string epoch, SequenceRange range, int most)
    {
        if (_next is not { } next || next.Epoch != epoch || next.Range != range || next.Most != most)
        {
            await ForgetAsync();
            next = (epoch, range, most, Begin(epoch, range, most));
        }

        _next = null;
        var batch = await next.Batch;
        if (batch.Last >= range.From && batch.Last < range.To)
        {
            var rest = range with { From = batch.Last + 1 };
            _next = (epoch, rest, most, Begin(epoch, rest, most));
        }

        return batch;
    }

    /// <summary>Nothing is read any more once this completes.</summary>
    public async Task ForgetAsync()
    {
        if (_next is { } next)
        {
            _next = null;
            await ((Task)next.Batch).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<(ReadOnlyMemory<byte> Lines, long Last, long Bare)> Begin(string epoch, SequenceRange range, int most) =>
        Task.Run(() => Batches.Read(reader, epoch, range, most));
}
