using System.Buffers;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Sync;

/// <summary>Cuts batches from a journal.</summary>
public static class Batches
{
    /// <summary>
    /// The lines of a range, as many as a batch may hold and as are sound, and the last number among them; one less
    /// than the first when the journal holds no sound record of that number.
    /// </summary>
    public static (ReadOnlyMemory<byte> Lines, long Last) Read(JournalReader reader, string epoch, SequenceRange range)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var last = range.From - 1;
        var to = Math.Min(range.To, range.From + Routes.MaxBatchRecords - 1);
        foreach (var lines in reader.Read(epoch, range.From, to))
        {
            if (!IsSound(lines.Line, epoch, last + 1))
            {
                break;
            }

            var length = lines.Line.Length + lines.Personal.Length + 2;
            if (bytes.WrittenCount + length > Routes.MaxBatchBytes)
            {
                break;
            }

            if (!lines.Personal.IsEmpty)
            {
                bytes.Write(lines.Personal.Span);
                bytes.Write("\n"u8);
            }

            bytes.Write(lines.Line.Span);
            bytes.Write("\n"u8);
            last++;
        }

        return (bytes.WrittenMemory, last);
    }

    private static bool IsSound(ReadOnlyMemory<byte> line, string epoch, long sequence)
    {
        try
        {
            var record = JournalLine.ReadRecord(line);
            return record.Sequence == sequence && record.Epoch == epoch;
        }
        catch (JournalLineException)
        {
            return false;
        }
    }
}
