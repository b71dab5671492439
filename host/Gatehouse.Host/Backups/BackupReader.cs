using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Host.Identity;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Backups;

/// <summary>Reads a backup, which must be whole and nothing else.</summary>
internal static class BackupReader
{
    /// <summary>Copies what a backup holds into a folder, each file checked as it is copied.</summary>
    /// <exception cref="HostException">It is no backup, or not as it was made.</exception>
    public static async Task<BackupManifest> CopyAsync(string from, string into, CancellationToken cancellationToken)
    {
        var manifest = await ManifestAsync(from, cancellationToken);
        Directory.CreateDirectory(Path.Combine(into, DataFolder.IdentityName), EmptyFolder.OwnerOnly);
        foreach (var file in manifest.Files)
        {
            if (!IsOwn(file.Name))
            {
                throw new HostException($"The backup {from} names '{file.Name}', which is no file of a host: it was not made by 'gatehouse-host backup'.");
            }

            await CopyAsync(Path.Combine(from, file.Name), Path.Combine(into, file.Name), file, cancellationToken);
        }

        return manifest;
    }

    private static async Task<BackupManifest> ManifestAsync(string from, CancellationToken cancellationToken)
    {
        var path = Path.Combine(from, BackupManifest.Name);
        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync(file, BackupJson.Default.BackupManifest, cancellationToken) is { Gatehouse: BackupManifest.Word } manifest
                ? manifest
                : throw new HostException($"{path} is not the manifest of a backup that this version reads.");
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new HostException($"{path} cannot be read ({e.Message.TrimEnd('.')}): name the folder that 'gatehouse-host backup' made.", e);
        }
    }

    private static bool IsOwn(string name) =>
        name is HostDatabase.FileName or HostDatabase.DumpName
        || (Path.GetDirectoryName(name) == DataFolder.IdentityName && Path.GetFileName(name) is { Length: > 0 } file && file.Trim('.').Length > 0);

    private static async Task CopyAsync(string from, string to, BackupFile expected, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = File.OpenRead(from);
            await using var target = new FileStream(to, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, UnixCreateMode = EmptyFolder.OwnerReads });
            await source.CopyToAsync(target, cancellationToken);
            target.Position = 0;
            if (target.Length != expected.Length || Convert.ToHexStringLower(await SHA256.HashDataAsync(target, cancellationToken)) != expected.Sha256)
            {
                throw new HostException($"{from} is not as it was when the backup was made: it was changed or is damaged. Take another backup.");
            }

#pragma warning disable CA1849 // No asynchronous method reaches the disk itself.
            target.Flush(flushToDisk: true);
#pragma warning restore CA1849
        }
        catch (FileNotFoundException e)
        {
            throw new HostException($"{from} is missing from the backup: take another one.", e);
        }
    }
}
