using System.Security.Cryptography;
using LiteDB;

namespace Gatehouse.Kiosk.View;

/// <summary>
/// LiteDB over a local log's files. Its pages have no checksums, so that only a data file which hashes as it did when it was
/// closed is opened again; any other is begun anew. Nothing is durable before it is closed.
/// </summary>
internal sealed class ViewDatabase : IDisposable
{
    private readonly ViewFiles _files;
    private readonly Stream _file;
    private readonly UnfailingStream _data;
    private readonly UnfailingStream _log;

    private ViewDatabase(ViewFiles files, Stream file, UnfailingStream data, UnfailingStream log)
    {
        _files = files;
        _file = file;
        _data = data;
        _log = log;
        Lite = new LiteDatabase(data, mapper: null, log) { UtcDate = true };
    }

    public LiteDatabase Lite { get; }

    /// <summary>Fails where anything that was written did not reach its file.</summary>
    /// <exception cref="IOException">It did not.</exception>
    public void RequireWritten()
    {
        if ((_data.Trouble ?? _log.Trouble) is { } trouble)
        {
            throw new IOException(trouble.Message, trouble);
        }
    }

    /// <summary>Opens the files, or new ones.</summary>
    /// <param name="files">The files.</param>
    /// <param name="notSealed">Told when what was there was not used.</param>
    public static ViewDatabase Open(ViewFiles files, Action notSealed)
    {
        if (!IsSealed(files, out var isNew))
        {
            files.Delete(ViewFile.Data);
            if (!isNew)
            {
                notSealed();
            }
        }

        files.Delete(ViewFile.Seal);
        files.Delete(ViewFile.Log);
        var file = files.Open(ViewFile.Data);
        UnfailingStream? log = null;
        try
        {
            log = new UnfailingStream(files.Open(ViewFile.Log));
            return new ViewDatabase(files, file, new UnfailingStream(file), log);
        }
        catch
        {
            log?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Closes and seals it; after a failure it is not sealed.</summary>
    public void Dispose()
    {
        try
        {
            Lite.Dispose();
            RequireWritten();
            if (_log.Length == 0)
            {
                Seal();
            }
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Lets go of the files without sealing them.</summary>
    public void Abandon()
    {
        try
        {
            Lite.Dispose();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Of a damaged one anything may come; what it wrote is not used again.
        }
        finally
        {
            Release();
        }
    }

    private void Seal()
    {
        _files.MakeDurable(_file);
        using var seal = _files.Open(ViewFile.Seal);
        seal.Write(HashOf(_file));
        _files.MakeDurable(seal);
    }

    private void Release()
    {
        _log.Dispose();
        _data.Dispose();
        _file.Dispose();
    }

    private static bool IsSealed(ViewFiles files, out bool isNew)
    {
        using var seal = files.Open(ViewFile.Seal);
        using var data = files.Open(ViewFile.Data);
        isNew = seal.Length == 0 && data.Length == 0;
        Span<byte> sealedAs = stackalloc byte[SHA256.HashSizeInBytes];
        return seal.Length == sealedAs.Length
            && seal.ReadAtLeast(sealedAs, sealedAs.Length) == sealedAs.Length
            && sealedAs.SequenceEqual(HashOf(data));
    }

    private static byte[] HashOf(Stream data)
    {
        data.Position = 0;
        return SHA256.HashData(data);
    }
}
