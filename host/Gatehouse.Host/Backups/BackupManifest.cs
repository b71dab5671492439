using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Host.Backups;

/// <summary>What a backup holds.</summary>
/// <param name="Gatehouse">What the file is, always <see cref="Word"/>.</param>
/// <param name="At">When it was made.</param>
/// <param name="Version">The version of the host that made it.</param>
/// <param name="Files">Its files apart from this one.</param>
internal sealed record BackupManifest(string Gatehouse, DateTimeOffset At, string Version, IReadOnlyList<BackupFile> Files)
{
    /// <summary>What distinguishes it from other files.</summary>
    public const string Word = "backup 1";

    /// <summary>Its name in the backup.</summary>
    public const string Name = "manifest.json";
}

/// <summary>A file of a backup.</summary>
/// <param name="Name">Its path in the backup.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Their SHA-256 in hexadecimal digits.</param>
internal sealed record BackupFile(string Name, long Length, string Sha256);

/// <summary>How manifests are written and read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
