using System.Globalization;
using System.Text;
using CsvHelper;
using Gatehouse.Host.Identity;
using MiniExcelLibs;

namespace Gatehouse.Host.People;

/// <summary>
/// The rows of a sheet as text, one after the other, whatever it was written by: XLSX, its first worksheet, or CSV in UTF-8,
/// or GB18030 where it is not that.
/// </summary>
internal static class SheetRows
{
    /// <summary>How an XLSX begins: it is a ZIP.</summary>
    private static ReadOnlySpan<byte> Zip => "PK\x03\x04"u8;

    /// <summary>Reads a file as far as its rows are asked for.</summary>
    /// <exception cref="HostException">It cannot be read, or is neither.</exception>
    public static IEnumerable<IReadOnlyList<string>> Read(string path)
    {
        using var rows = Guarded(path, () => Open(path).GetEnumerator());
        while (Guarded(path, rows.MoveNext))
        {
            yield return rows.Current;
        }
    }

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
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

    private static IEnumerable<IReadOnlyList<string>> Open(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[Zip.Length];
        var isXlsx = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Zip);
        return isXlsx ? Xlsx(path) : Csv(path, SheetEncoding.Of(path));
    }

    private static IEnumerable<IReadOnlyList<string>> Csv(string path, Encoding encoding)
    {
        using var text = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true);
        using var csv = CsvReader.Create(text, new CsvReaderOptions { HasHeader = false, SkipEmptyLines = false, MalformedData = CsvMalformedDataHandling.Throw });
        while (csv.Read())
        {
            yield return [.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i)?.Trim() ?? "")];
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Xlsx(string path)
    {
        using var stream = File.OpenRead(path);
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
}
