namespace Gatehouse.Host.Identity;

/// <summary>Files that only their owner may read, written whole or not at all.</summary>
internal static class SecretFile
{
    /// <summary>Their rights.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var aside = path + ".new";
        File.Delete(aside);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        };
        await using (var file = new FileStream(aside, options))
        {
            await file.WriteAsync(content, cancellationToken);
#pragma warning disable CA1849 // No asynchronous method reaches the disk itself.
            file.Flush(flushToDisk: true);
#pragma warning restore CA1849
        }

        File.Move(aside, path, overwrite: true);
    }
}
