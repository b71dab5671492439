using System.Buffers;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Retention;

/// <summary>Writes a closed segment anew without some of its personal values: aside, made durable, and only then put in its place.</summary>
/// <param name="disk">The journal's disk.</param>
/// <param name="goes">Whether a value of that name goes from the record of that number; without a name, whether any does.</param>
internal sealed class SegmentErasure(JournalDisk disk, Func<long, string?, bool> goes)
{
    private const int Chunk = 64 * 1024;
    private readonly ArrayBufferWriter<byte> _bytes = new(2 * Chunk);

    /// <summary>Rewrites a segment; it is as it was when this throws.</summary>
    /// <exception cref="IOException">The disk refuses it.</exception>
    public void Rewrite(SegmentName segment)
    {
        try
        {
            WriteAside(segment);
            disk.Replace(segment.Aside, segment.ToString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(segment.Aside);
            throw;
        }
    }

    private void WriteAside(SegmentName segment)
    {
        using (var aside = disk.OpenAppend(segment.Aside))
        {
            if (aside.Length > 0)
            {
                aside.Cut(0);
            }

            _bytes.ResetWrittenCount();
            using var lines = new SegmentLines(disk.OpenRead(segment.ToString()));
            var (personal, next) = (ReadOnlyMemory<byte>.Empty, segment.First);
            while (lines.TryRead(out var line))
            {
                if (JournalLine.IsPersonal(line.Span))
                {
                    personal = line.ToArray();
                    continue;
                }

                var number = JournalLine.NumberIn(segment.Epoch, line.Span) ?? next;
                Keep(personal, number);
                Put(line.Span);
                (personal, next) = (default, number + 1);
                if (_bytes.WrittenCount >= Chunk)
                {
                    aside.Append(_bytes.WrittenSpan);
                    _bytes.ResetWrittenCount();
                }
            }

            // What stands behind the last line is damage, and is kept as such.
            _bytes.Write(lines.Rest);
            aside.Append(_bytes.WrittenSpan);
            aside.Flush();
        }
    }

    /// <summary>A full disk needs the room; where it cannot be removed, the next start does.</summary>
    private void Discard(string aside)
    {
        try
        {
            disk.Delete(aside);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is in nobody's way: no reader knows it, and the next rewriting begins it anew.
        }
    }

    /// <summary>Writes what stays of a record's personal values. A damaged line of them cannot be kept in part.</summary>
    private void Keep(ReadOnlyMemory<byte> personal, long number)
    {
        if (personal.IsEmpty)
        {
            return;
        }

        try
        {
            var values = JournalLine.ReadPersonal(personal);
            var stay = values.Fields.Where(field => !goes(number, field.Name)).ToList();
            if (stay.Count == values.Fields.Count)
            {
                Put(personal.Span);
            }
            else if (stay.Count > 0)
            {
                JournalLine.Write(_bytes, values with { Fields = stay });
                _bytes.Write("\n"u8);
            }
        }
        catch (JournalLineException)
        {
            if (!goes(number, null))
            {
                Put(personal.Span);
            }
        }
    }

    private void Put(ReadOnlySpan<byte> line)
    {
        _bytes.Write(line);
        _bytes.Write("\n"u8);
    }
}
