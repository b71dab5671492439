using System.Buffers;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Sync;

/// <summary>Cuts batches from a journal.</summary>
public static class Batches
{
    /// <summary>
    /// The lines of a range, as many as a batch may hold and as are sound, and the last number among them; one less
    /// than the first when the journal holds no sound record of that number. Personal values that are damaged stay here:
    /// their record goes without them, and the last such number is told, 0 when there is none.
    /// </summary>
    public static (ReadOnlyMemory<byte> Lines, long Last, long Bare) Read(JournalReader reader, string epoch, SequenceRange range, int most = Routes.MaxBatchRecords)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var last = range.From - 1;
        var bare = 0L;
        var to = Math.Min(range.To, range.From + most - 1);
        foreach (var lines in reader.Read(epoch, range.From, to))
        {
            if (Sound(lines.Line, epoch, last + 1) is not { } record)
            {
                break;
            }

            var personal = lines.Personal.IsEmpty || BelongTo(lines.Personal, record) ? lines.Personal : default;
            bare = personal.Length < lines.Personal.Length ? record.Sequence : bare;
            var length = lines.Line.Length + personal.Length + 2;
            if (bytes.WrittenCount + length > Routes.MaxBatchBytes)
            {
                break;
            }

            if (!personal.IsEmpty)
            {
                bytes.Write(personal.Span);
                bytes.Write("\n"u8);
            }

            bytes.Write(lines.Line.Span);
            bytes.Write("\n"u8);
            last++;
        }

        return (bytes.WrittenMemory, last, bare);
    }

    /// <summary>The record in a line; null when it is damaged, or not of this epoch and number.</summary>
    internal static JournalRecord? Sound(ReadOnlyMemory<byte> line, string epoch, long sequence)
    {
        try
        {
            var record = JournalLine.ReadRecord(line);
            return record.Sequence == sequence && record.Epoch == epoch ? record : null;
        }
        catch (JournalLineException)
        {
            return null;
        }
    }

    private static bool BelongTo(ReadOnlyMemory<byte> personal, JournalRecord record)
    {
        try
        {
            return JournalLine.ReadPersonal(personal).BelongTo(record);
        }
        catch (JournalLineException)
        {
            return false;
        }
    }
}
