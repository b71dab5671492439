using System.Text;
using Gatehouse.Contract;

namespace Gatehouse.Host.Ingest;

/// <summary>Reads a batch's lines and verifies everything that can be verified without what is already held.</summary>
/// <param name="kiosk">Whose records they must be.</param>
/// <param name="epoch">Of which epoch.</param>
/// <param name="production">Whether simulated records are refused.</param>
internal sealed class BatchReader(KioskId kiosk, string epoch, bool production)
{
    private readonly List<BatchRecord> _records = [];
    private (ReadOnlyMemory<byte> Line, PersonalValues Values)? _personal;

    /// <summary>The batch, or why it is none.</summary>
    public (Batch? Batch, Refusal? Refusal) Read(ReadOnlyMemory<byte> bytes)
    {
        for (var number = 1; !bytes.IsEmpty; number++)
        {
            var end = bytes.Span.IndexOf((byte)'\n');
            if (end < 0)
            {
                return (null, Refusal.Malformed($"Line {number} does not end with a line feed: the batch is torn."));
            }

            if (Take(number, bytes[..end]) is { } refusal)
            {
                return (null, refusal);
            }

            bytes = bytes[(end + 1)..];
        }

        return _personal is not null ? (null, Refusal.Untrue("The batch ends with personal values without their record."))
            : _records.Count == 0 ? (null, Refusal.Malformed("The batch holds no record."))
            : (new Batch(kiosk, epoch, _records), null);
    }

    private Refusal? Take(int number, ReadOnlyMemory<byte> line)
    {
        if (!HasForm(line.Span))
        {
            return Refusal.Malformed($"Line {number} is not a journal line: JSON, a tab and 64 hexadecimal digits, at most {JournalLine.MaxLength} bytes.");
        }

        try
        {
            return JournalLine.IsPersonal(line.Span) ? TakePersonal(number, line) : TakeRecord(number, line);
        }
        catch (JournalLineException e) when (e.IsHash)
        {
            return Refusal.Untrue($"Line {number}: its hash is not that of its bytes; it was changed or damaged.");
        }
        catch (JournalLineException e)
        {
            return Refusal.Malformed($"Line {number}: {e.Message}");
        }
    }

    private Refusal? TakePersonal(int number, ReadOnlyMemory<byte> line)
    {
        if (_personal is not null)
        {
            return Refusal.Untrue($"Line {number}: personal values follow personal values; each stand just before their record.");
        }

        _personal = (line, JournalLine.ReadPersonal(line));
        return null;
    }

    private Refusal? TakeRecord(int number, ReadOnlyMemory<byte> line)
    {
        if (_records.Count == Routes.MaxBatchRecords)
        {
            return Refusal.TooLarge($"A batch holds at most {Routes.MaxBatchRecords} records.");
        }

        var record = JournalLine.ReadRecord(line);
        if (Misplaced(number, record) is { } refusal)
        {
            return refusal;
        }

        if (_personal is { } personal && !personal.Values.BelongTo(record))
        {
            return Refusal.Untrue($"Line {number}: the personal values before it are not those it committed to.");
        }

        if (!RecordMeaning.TryRead(record, out var decision, out var closing))
        {
            return Refusal.Untrue($"Line {number}: the body is not that of a record of kind '{record.Kind}', or breaks its bounds.");
        }

        if (!RecordMeaning.TryName(_personal?.Values, out var name))
        {
            return Refusal.Untrue($"Line {number}: the name before it has more than {RecordLimits.MaxName} characters.");
        }

        _records.Add(new BatchRecord(record, line)
        {
            Personal = _personal?.Line ?? default,
            Name = name,
            Decision = decision,
            Closing = closing,
        });
        _personal = null;
        return null;
    }

    private Refusal? Misplaced(int number, JournalRecord record)
    {
        var before = _records.Count > 0 ? _records[^1].Record : null;
        return record.Kiosk != kiosk ? Refusal.Untrue($"Line {number} is a record of another kiosk.")
            : record.Epoch != epoch ? Refusal.Untrue($"Line {number} is a record of another epoch.")
            : production && record.Simulated ? Refusal.Untrue($"Line {number}: a host in production takes no simulated record.")
            : record.Sequence == 1 && record.Previous != RecordHash.None ? Refusal.Untrue($"Line {number}: an epoch's first record follows none.")
            : record.Kind == RecordKind.Epoch && record.Sequence != 1 ? Refusal.Untrue($"Line {number}: record {record.Sequence} says that an epoch begins; only the first may.")
            : before is null ? null
            : record.Sequence != before.Sequence + 1 ? Refusal.Untrue($"Line {number}: record {record.Sequence} does not follow record {before.Sequence}; a batch has no holes.")
            : record.Previous != before.Hash ? Refusal.Untrue($"Line {number}: record {record.Sequence} does not name the hash of record {before.Sequence}; the chain is broken.")
            : null;
    }

    private static bool HasForm(ReadOnlySpan<byte> line)
    {
        var tab = line.Length - RecordHash.TextLength - 1;
        return tab >= 1 && line.Length <= JournalLine.MaxLength && line[tab] == (byte)'\t'
            && RecordHash.TryParse(Encoding.ASCII.GetString(line[(tab + 1)..]), out _);
    }
}
