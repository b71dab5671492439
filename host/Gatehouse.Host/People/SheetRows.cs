using System.Globalization;
using System.Text;
using CsvHelper;
using Gatehouse.Host.Identity;
using MiniExcelLibs;

namespace Gatehouse.Host.People;

/// <summary>The rows of a sheet as text, whatever it was written by: XLSX, its first worksheet, or CSV in UTF-8, or GB18030 where it is not that.</summary>
internal static class SheetRows
{
    /// <summary>How an XLSX begins: it is a ZIP.</summary>
    private static ReadOnlySpan<byte> Zip => "PK\x03\x04"u8;

    private static UTF8Encoding Strict => new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <exception cref="HostException">It cannot be read, or is neither.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return bytes.AsSpan().StartsWith(Zip) ? [.. Xlsx(bytes)] : [.. Csv(new StringReader(Text(bytes, Path.GetFileName(path))))];
        }
        catch (HostException)
        {
            throw;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HostException($"There is no sheet {path}.", e);
        }
        catch (Exception e) when (e is CsvFormatException or CsvValidationException)
        {
            throw new HostException($"{Path.GetFileName(path)} is no CSV: {e.Message.Split('\n')[0].TrimEnd('.')}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"The sheet {path} cannot be read: {e.Message}", e);
        }
#pragma warning disable CA1031 // What a damaged XLSX shows as is not told by its reader.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            throw new HostException($"{Path.GetFileName(path)} is a damaged XLSX: open it in the program that wrote it and save it again.", e);
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Csv(StringReader text)
    {
        using var csv = CsvReader.Create(text, new CsvReaderOptions { HasHeader = false, SkipEmptyLines = false, MalformedData = CsvMalformedDataHandling.Throw });
        while (csv.Read())
        {
            yield return [.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i)?.Trim() ?? "")];
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Xlsx(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        foreach (var row in stream.Query(useHeaderRow: false, excelType: ExcelType.XLSX))
        {
            yield return [.. ((IDictionary<string, object?>)row).Values.Select(Cell)];
        }
    }

    /// <summary>What a person sees in the cell: days as such, and numbers without what they are kept with.</summary>
    private static string Cell(object? value) => value switch
    {
        null => "",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim(),
    };

    private static string Text(byte[] bytes, string file)
    {
        var utf16 = bytes is [0xFF, 0xFE, ..] ? Encoding.Unicode : bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode : null;
        try
        {
            return (utf16 ?? Strict).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException broken)
        {
            // Of a text in another encoding hardly a letter is one in UTF-8, too; of a damaged one most are.
            var letters = Encoding.UTF8.GetString(bytes).Where(c => !char.IsAscii(c)).ToList();
            if (letters.Count(c => c == '\uFFFD') * 2 < letters.Count)
            {
                throw new HostException($"{file} is UTF-8, but not at byte {broken.Index}: save it again as UTF-8.", broken);
            }
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!.GetString(bytes);
        }
        catch (DecoderFallbackException broken)
        {
            throw new HostException($"{file} is neither UTF-8 nor GB18030, at byte {broken.Index}: save it as UTF-8.", broken);
        }
    }
}
