using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Snapshots;

/// <summary>
/// A versioned document that the gate decides by: its JSON on one line, a tab and the JSON's hash. It is written
/// aside, made durable and renamed; the generation before is kept, and is loaded when the newer one is damaged.
/// </summary>
/// <param name="folder">The kiosk's state folder.</param>
/// <param name="name">The document's name, such as <c>roster</c>.</param>
/// <param name="type">How it is read and written.</param>
/// <param name="remedy">The command that puts one in force, as part of a sentence.</param>
public sealed class SnapshotFile<T>(string folder, string name, JsonTypeInfo<T> type, string remedy)
    where T : class
{
    private string Current => Path.Combine(folder, name + ".json");

    private string Previous => Path.Combine(folder, name + ".previous.json");

    /// <summary>The document in force.</summary>
    /// <exception cref="SnapshotException">There is none, or both generations are damaged.</exception>
    public T Load() => Load(_ => { });

    /// <summary>The document in force.</summary>
    /// <param name="notice">Told in a sentence when the newer generation is damaged and the one before it was taken.</param>
    /// <exception cref="SnapshotException">There is none, or both generations are damaged.</exception>
    public T Load(Action<string> notice)
    {
        if (!Exists)
        {
            throw new SnapshotException($"There is no {name} in {folder}: {remedy}.");
        }

        try
        {
            if (TryLoad(Current) is { } current)
            {
                return current;
            }

            var previous = TryLoad(Previous) ?? throw Damaged();
            notice($"The newer {name} in {folder} is damaged or missing, so that the one before it is in force: {remedy}.");
            return previous;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SnapshotException($"The {name} in {folder} may not be read by this user: give it to the kiosk's service user. {e.Message}");
        }
    }

    /// <summary>Whether there is one, whole or not.</summary>
    public bool Exists => File.Exists(Current) || File.Exists(Previous);

    /// <summary>Takes it away with its earlier generation.</summary>
    /// <exception cref="SnapshotException">The folder cannot be written.</exception>
    public void Remove()
    {
        try
        {
            File.Delete(Previous);
            File.Delete(Current);
            FolderSync.Flush(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotException($"The {name} cannot be taken out of {folder}: {e.Message}");
        }
    }

    private SnapshotException Damaged() =>
        new($"Both generations of the {name} in {folder} are damaged: {remedy}.");

    /// <summary>Puts a document in force.</summary>
    /// <exception cref="SnapshotException">The folder cannot be written; the document in force stays.</exception>
    public void Store(T document)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(document, type);
        var aside = Current + ".new";
        try
        {
            OwnerOnly.MakeFolder(folder);
            OwnerOnly.WriteDurably(aside, [.. json, .. Encoding.ASCII.GetBytes("\t" + RecordHash.Of(json) + "\n")]);
            if (File.Exists(Current) && TryLoad(Current) is not null)
            {
                File.Move(Current, Previous, overwrite: true);
            }

            File.Move(aside, Current, overwrite: true);
            FolderSync.Flush(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotException($"The {name} cannot be stored in {folder}: {e.Message.TrimEnd('.')}. Make room on its disk, or mend it.");
        }
    }

    private T? TryLoad(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
            var tab = bytes.LastIndexOf((byte)'\t');
            return tab >= 0 && Encoding.ASCII.GetString(bytes[(tab + 1)..]).TrimEnd('\n') == RecordHash.Of(bytes[..tab]).ToString()
                ? JsonSerializer.Deserialize(bytes[..tab], type)
                : null;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            // Unreadable on the medium; or whole, but of a form this software does not know: as unusable as a damaged one.
            return null;
        }
    }
}
