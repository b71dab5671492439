using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Snapshots;

/// <summary>
/// Documents that are only ever added: one a line, its JSON, a tab and the hash of the line before together with it, so
/// that none can be changed or left out unnoticed.
/// </summary>
/// <param name="folder">The kiosk's state folder.</param>
/// <param name="name">The file's name without its extension, such as <c>calibrations</c>.</param>
/// <param name="type">How a document is read and written.</param>
public sealed class AppendOnlyFile<T>(string folder, string name, JsonTypeInfo<T> type)
    where T : class
{
    private string File => Path.Combine(folder, name + ".jsonl");

    /// <summary>All documents, the oldest first; none when nothing was added yet.</summary>
    /// <exception cref="SnapshotException">The file is damaged, or may not be read.</exception>
    public IReadOnlyList<T> Load() => [.. Read().Select(line => line.Document)];

    /// <summary>Adds one durably.</summary>
    /// <exception cref="SnapshotException">The file is damaged, or cannot be written; nothing was added.</exception>
    public void Append(T document)
    {
        var before = Read();
        try
        {
            OwnerOnly.MakeFolder(folder);
            var isNew = !System.IO.File.Exists(File);
            using (var stream = OwnerOnly.Open(File, FileShare.Read))
            {
                // Behind the last whole line: what a power cut left of another was never said to be kept.
                stream.SetLength(before.Sum(line => (long)line.Length));
                stream.Seek(0, SeekOrigin.End);
                var json = JsonSerializer.SerializeToUtf8Bytes(document, type);
                stream.Write([.. json, (byte)'\t', .. Encoding.ASCII.GetBytes(Hash(before.Count > 0 ? before[^1].Hash : "", json)), (byte)'\n']);
                stream.Flush(flushToDisk: true);
            }

            if (isNew)
            {
                FolderSync.Flush(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotException($"Nothing can be added to {File}: {e.Message.TrimEnd('.')}. Make room on its disk, or mend it.");
        }
    }

    private List<Line> Read()
    {
        var lines = new List<Line>();
        if (!System.IO.File.Exists(File))
        {
            return lines;
        }

        ReadOnlySpan<byte> bytes;
        try
        {
            bytes = System.IO.File.ReadAllBytes(File);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotException($"{File} cannot be read: {e.Message}");
        }

        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = bytes[..end];
            var tab = line.LastIndexOf((byte)'\t');
            var before = lines.Count > 0 ? lines[^1].Hash : "";
            if (tab < 0 || Parse(line[..tab]) is not { } document || Hash(before, line[..tab]) is var hash && hash != Encoding.ASCII.GetString(line[(tab + 1)..]))
            {
                throw new SnapshotException($"{File} is damaged at its line {lines.Count + 1}: put a copy from before back, or move it aside and begin anew.");
            }

            lines.Add(new Line(document, Hash(before, line[..tab]), end + 1));
            bytes = bytes[(end + 1)..];
        }

        return lines;
    }

    private T? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Hash(string before, ReadOnlySpan<byte> json) => RecordHash.Of([.. Encoding.ASCII.GetBytes(before), .. json]).ToString();

    private readonly record struct Line(T Document, string Hash, int Length);
}
