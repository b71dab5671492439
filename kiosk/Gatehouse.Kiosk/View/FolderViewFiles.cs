using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.View;

/// <summary>The files of a local log on a real disk, readable for their owner alone.</summary>
/// <param name="path">The data file; the others stand beside it.</param>
public sealed class FolderViewFiles(string path) : ViewFiles
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";

    /// <inheritdoc/>
    public override Stream Open(ViewFile file)
    {
        var stream = OwnerOnly.Open(Of(file), FileShare.ReadWrite);
        FolderSync.Flush(_folder);
        return stream;
    }

    /// <inheritdoc/>
    public override void MakeDurable(Stream file) => ((FileStream)file).Flush(flushToDisk: true);

    /// <inheritdoc/>
    public override void Delete(ViewFile file)
    {
        File.Delete(Of(file));
        FolderSync.Flush(_folder);
    }

    private string Of(ViewFile file) => file switch
    {
        ViewFile.Log => Beside("-log" + Path.GetExtension(path)),
        ViewFile.Seal => Beside(".seal"),
        _ => path,
    };

    private string Beside(string ending) => Path.Combine(_folder, Path.GetFileNameWithoutExtension(path) + ending);
}
