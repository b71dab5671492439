using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Backups;

/// <summary>Makes a copy of everything a host keeps, of one moment, while it runs. It has its name once it is whole.</summary>
internal sealed class BackupWriter(DataFolder folder, HostDatabase database, TimeProvider time)
{
    /// <summary>Makes one in a folder that is absent or empty.</summary>
    /// <exception cref="HostException">The folder is not, or lies in the data folder.</exception>
    public async Task<BackupManifest> WriteAsync(string path, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(path);
        if ((target + Path.DirectorySeparatorChar).StartsWith(folder.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new HostException($"{target} lies in the host's own folder, with which it would be lost: name one on another disk.");
        }

        var aside = EmptyFolder.Beside(target);
        try
        {
            await using (var context = database.CreateDbContext())
            {
                await context.BackUpAsync(Make(aside, database.BackupName), cancellationToken);
            }

            Directory.CreateDirectory(Path.Combine(aside, DataFolder.IdentityName), EmptyFolder.OwnerOnly);
            foreach (var file in folder.IdentityFiles())
            {
                var copy = Make(aside, Path.Combine(DataFolder.IdentityName, Path.GetFileName(file)));
                await File.WriteAllBytesAsync(copy, await File.ReadAllBytesAsync(file, cancellationToken), cancellationToken);
            }

            var files = new List<BackupFile>();
            foreach (var file in Directory.EnumerateFiles(aside, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
                files.Add(new BackupFile(Path.GetRelativePath(aside, file), stream.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken))));
#pragma warning disable CA1849 // No asynchronous method reaches the disk itself.
                stream.Flush(flushToDisk: true);
#pragma warning restore CA1849
            }

            var version = typeof(BackupWriter).Assembly.GetName().Version?.ToString(3) ?? "";
            var manifest = new BackupManifest(BackupManifest.Word, time.GetUtcNow(), version, files);
            await SecretFile.WriteAsync(Path.Combine(aside, BackupManifest.Name), JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Default.BackupManifest), cancellationToken);
            EmptyFolder.Name(aside, target);
            return manifest;
        }
        catch
        {
            Directory.Delete(aside, recursive: true);
            throw;
        }
    }

    /// <summary>An empty file that its owner alone reads, before anything is in it.</summary>
    private static string Make(string root, string name)
    {
        var path = Path.Combine(root, name);
        new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = EmptyFolder.OwnerReads }).Dispose();
        return path;
    }
}
