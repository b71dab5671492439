using System.Globalization;
using CsvHelper;
using Gatehouse.Host.Identity;

namespace Gatehouse.Host.People;

/// <summary>The rows of a sheet in which something is wrong, as CSV with what it is, to be mended and imported again. It is its owner's alone.</summary>
internal sealed class BadRowFile : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly CsvWriter _csv;
    private bool _begun;

    private BadRowFile(FileStream file)
    {
        _file = file;
        _csv = CsvWriter.Create(file, new CsvWriterOptions { WriteByteOrderMark = true, NewLine = "\r\n" }, leaveOpen: true);
    }

    /// <summary>Opens a new file.</summary>
    /// <exception cref="HostException">It cannot be made, or is there already.</exception>
    public static BadRowFile Create(string path)
    {
        try
        {
            return new BadRowFile(new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = SecretFile.OwnerOnly,
            }));
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new HostException($"{path} is there already: give --bad-rows a file that is not.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"The file {path} for --bad-rows cannot be made: {e.Message}", e);
        }
    }

    /// <summary>Writes a row and what is wrong with it.</summary>
    public async Task WriteAsync(IReadOnlyList<string> headings, IReadOnlyList<string> cells, IReadOnlyList<CellError> errors, CancellationToken cancellationToken)
    {
        if (!_begun)
        {
            _begun = true;
            await _csv.WriteRecordAsync([.. headings, "what is wrong"], cancellationToken);
        }

        var whole = Enumerable.Range(0, headings.Count).Select(i => i < cells.Count ? cells[i] : "");
        var wrong = string.Join("; ", errors.Select(e => string.Create(CultureInfo.InvariantCulture, $"row {e.Row}, {e.Column}: {e.Why}")));
        await _csv.WriteRecordAsync([.. whole, wrong], cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _csv.DisposeAsync();
        await _file.DisposeAsync();
    }
}
