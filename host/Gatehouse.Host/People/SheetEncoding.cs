using System.Text;
using Gatehouse.Host.Identity;

namespace Gatehouse.Host.People;

/// <summary>In which encoding a CSV was saved: UTF-16 by its mark, UTF-8, or GB18030 where it is not that.</summary>
internal static class SheetEncoding
{
    private const int Block = 64 * 1024;
    private const char Unreadable = '\uFFFD';

    /// <summary>Finds out, in as many looks through the file as it takes.</summary>
    /// <exception cref="HostException">It is none of them.</exception>
    public static Encoding Of(string path)
    {
        using var file = File.OpenRead(path);
        var mark = new byte[2];
        file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        if (mark is [0xFF, 0xFE])
        {
            return Encoding.Unicode;
        }

        if (mark is [0xFE, 0xFF])
        {
            return Encoding.BigEndianUnicode;
        }

        var name = Path.GetFileName(path);
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        if (FirstBroken(file, utf8) is not { } broken)
        {
            return utf8;
        }

        // Of a text in another encoding hardly a letter is one in UTF-8, too; of a damaged one most are.
        var (letters, unreadable) = Letters(file);
        if (unreadable * 2 < letters)
        {
            throw new HostException($"{name} is UTF-8, but not at byte {broken}: save it again as UTF-8.");
        }

        var gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
        return FirstBroken(file, gb18030) is { } other
            ? throw new HostException($"{name} is neither UTF-8 nor GB18030, at byte {other}: save it as UTF-8.")
            : gb18030;
    }

    /// <summary>About where the first byte stands that is none of an encoding; null when all are.</summary>
    private static long? FirstBroken(FileStream file, Encoding encoding)
    {
        file.Position = 0;
        var decoder = encoding.GetDecoder();
        var (bytes, chars) = (new byte[Block], new char[encoding.GetMaxCharCount(Block)]);
        long before = 0;
        try
        {
            int read;
            while ((read = file.ReadAtLeast(bytes, Block, throwOnEndOfStream: false)) > 0)
            {
                decoder.GetChars(bytes, 0, read, chars, 0, flush: read < Block);
                before += read;
            }

            decoder.GetChars(bytes, 0, 0, chars, 0, flush: true);
            return null;
        }
        catch (DecoderFallbackException broken)
        {
            return Math.Max(0, before + broken.Index);
        }
    }

    private static (long Letters, long Unreadable) Letters(FileStream file)
    {
        file.Position = 0;
        using var text = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, Block, leaveOpen: true);
        var chars = new char[Block];
        var (letters, unreadable) = (0L, 0L);
        int read;
        while ((read = text.Read(chars, 0, chars.Length)) > 0)
        {
            letters += chars.AsSpan(0, read).ToArray().LongCount(c => !char.IsAscii(c));
            unreadable += chars.AsSpan(0, read).Count(Unreadable);
        }

        return (letters, unreadable);
    }
}
