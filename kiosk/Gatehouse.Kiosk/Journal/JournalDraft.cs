using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>What a caller wants recorded; the journal adds number, time and chain.</summary>
public sealed record JournalDraft
{
    /// <summary>More than what the journal adds around a body or personal values, in bytes.</summary>
    private const int Frame = 1024;

    private JournalDraft(string kind, ReadOnlyMemory<byte> body, IReadOnlyList<PersonalField> personal)
    {
        Kind = kind;
        Body = body;
        Personal = personal;
    }

    /// <summary>One of <see cref="RecordKind"/>.</summary>
    public string Kind { get; }

    /// <summary>The body's UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Personal values; the body holds their commitments.</summary>
    public IReadOnlyList<PersonalField> Personal { get; }

    /// <summary>Whether it says how a line or device fares, and nothing of what happened at the gate: it is left out while the disk has little room.</summary>
    public bool IsTelemetry { get; init; }

    /// <summary>Whether it is the first record of a new segment, so that all before it stand in closed ones.</summary>
    public bool BeginsSegment { get; init; }

    /// <summary>Whether its lines can be read back; a longer one would count as damage.</summary>
    internal bool Fits =>
        Body.Length + Frame <= JournalLine.MaxLength
        && Personal.Sum(p => p.Value.Length + (6 * p.Name.Length) + 64) + Frame <= JournalLine.MaxLength;

    /// <summary>A draft of this kind.</summary>
    public static JournalDraft Of<T>(string kind, T body, JsonTypeInfo<T> type, IReadOnlyList<PersonalField>? personal = null) =>
        new(kind, JsonSerializer.SerializeToUtf8Bytes(body, type), personal ?? []);

    /// <summary>A draft whose body is empty.</summary>
    public static JournalDraft Empty(string kind) => new(kind, "{}"u8.ToArray(), []);
}
