using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Contract;

/// <summary>
/// The line format of a journal. A record's line is its JSON, a tab, and the SHA-256 of the bytes before the tab;
/// a personal line has the same form and begins with <c>{"personal":</c>. Lines end with one line feed, which is
/// not part of them. Nobody re-serialises a line: whoever stores a record stores its bytes.
/// </summary>
public static class JournalLine
{
    /// <summary>The longest line, in bytes without its line feed.</summary>
    public const int MaxLength = 32 * 1024;

    private const byte Tab = (byte)'\t';

    private static ReadOnlySpan<byte> PersonalStart => "{\"personal\":"u8;

    private static readonly JsonWriterOptions Compact = new() { Indented = false, SkipValidation = true };

    // Of two values under one name each reader may take another.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Whether a line holds personal values rather than a record.</summary>
    public static bool IsPersonal(ReadOnlySpan<byte> line) => line.StartsWith(PersonalStart);

    /// <summary>Writes a record's line without line feed and gives its hash.</summary>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="record">The record; its <see cref="JournalRecord.Hash"/> and body are not read.</param>
    /// <param name="body">The body's UTF-8, a JSON object.</param>
    public static RecordHash Write(ArrayBufferWriter<byte> output, JournalRecord record, ReadOnlySpan<byte> body)
    {
        var start = output.WrittenCount;
        using (var json = new Utf8JsonWriter(output, Compact))
        {
            json.WriteStartObject();
            json.WriteString("kiosk"u8, record.Kiosk.ToString());
            json.WriteString("epoch"u8, record.Epoch);
            json.WriteNumber("seq"u8, record.Sequence);
            json.WriteString("boot"u8, record.Boot.ToString("N"));
            json.WriteString("at"u8, record.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteStartObject("clock"u8);
            json.WriteString("source"u8, record.Clock.Source);
            json.WriteBoolean("synced"u8, record.Clock.Synced);
            if (record.Clock.Age is { } age)
            {
                json.WriteNumber("age"u8, age);
            }

            json.WriteEndObject();
            json.WriteNumber("mono"u8, record.Mono.Ticks / TimeSpan.TicksPerMicrosecond);
            json.WriteString("kind"u8, record.Kind);
            if (record.Simulated)
            {
                json.WriteBoolean("simulated"u8, true);
            }

            json.WritePropertyName("body"u8);
            json.WriteRawValue(body, skipInputValidation: true);
            json.WriteString("prev"u8, record.Previous.ToString());
            json.WriteEndObject();
        }

        return Seal(output, start);
    }

    /// <summary>Writes a personal line without line feed.</summary>
    public static void Write(ArrayBufferWriter<byte> output, PersonalValues values)
    {
        var start = output.WrittenCount;
        using (var json = new Utf8JsonWriter(output, Compact))
        {
            json.WriteStartObject();
            json.WriteStartObject("personal"u8);
            json.WriteString("epoch"u8, values.Epoch);
            json.WriteNumber("seq"u8, values.Sequence);
            json.WriteStartObject("fields"u8);
            foreach (var field in values.Fields)
            {
                json.WriteStartObject(field.Name);
                json.WriteBase64String("salt"u8, field.Salt.Span);
                json.WritePropertyName("value"u8);
                json.WriteRawValue(field.Value.Span, skipInputValidation: true);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        Seal(output, start);
    }

    /// <summary>Reads a record's line and checks its hash.</summary>
    /// <exception cref="JournalLineException">The line is not a whole, unchanged record; the message says why.</exception>
    public static JournalRecord ReadRecord(ReadOnlyMemory<byte> line)
    {
        var (json, hash) = Unseal(line);
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return JournalLineReader.Record(document.RootElement, hash);
        }
        catch (JsonException e)
        {
            throw new JournalLineException($"The line is not JSON: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            throw new JournalLineException("The line holds a text that is not Unicode.");
        }
    }

    /// <summary>Reads a personal line and checks its hash.</summary>
    /// <exception cref="JournalLineException">The line is not a whole, unchanged personal line; the message says why.</exception>
    public static PersonalValues ReadPersonal(ReadOnlyMemory<byte> line)
    {
        var (json, _) = Unseal(line);
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return JournalLineReader.Personal(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new JournalLineException($"The line is not JSON: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            throw new JournalLineException("The line holds a text that is not Unicode.");
        }
    }

    /// <summary>Whether the line's hash is that of its bytes; cheaper than reading it.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> line)
    {
        var tab = line.Length - RecordHash.TextLength - 1;
        if (tab < 1 || line.Length > MaxLength || line[tab] != Tab)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[RecordHash.TextLength];
        Encoding.ASCII.GetBytes(RecordHash.Of(line[..tab]).ToString(), expected);
        return line[(tab + 1)..].SequenceEqual(expected);
    }

    /// <summary>The number that a record's line says it has in an epoch; null when it says none, or is of another. Its hash is not looked at.</summary>
    public static long? NumberIn(string epoch, ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line, isFinalBlock: false, default);
            var isOfEpoch = false;
            while (json.Read() && json.CurrentDepth <= 1)
            {
                if (json.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                if (json.ValueTextEquals("epoch"u8))
                {
                    isOfEpoch = json.Read() && json.TokenType == JsonTokenType.String && json.ValueTextEquals(epoch);
                }
                else if (json.ValueTextEquals("seq"u8))
                {
                    return json.Read() && isOfEpoch && json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number) ? number : null;
                }
            }

            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RecordHash Seal(ArrayBufferWriter<byte> output, int start)
    {
        var hash = RecordHash.Of(output.WrittenSpan[start..]);
        output.Write([Tab]);
        Encoding.ASCII.GetBytes(hash.ToString(), output);
        return hash;
    }

    private static (ReadOnlyMemory<byte> Json, RecordHash Hash) Unseal(ReadOnlyMemory<byte> line)
    {
        if (line.Length > MaxLength)
        {
            throw new JournalLineException($"The line has {line.Length} bytes; the longest allowed has {MaxLength}.");
        }

        var tab = line.Length - RecordHash.TextLength - 1;
        if (tab < 1 || line.Span[tab] != Tab)
        {
            throw new JournalLineException("The line does not end with a tab and a hash.");
        }

        var json = line[..tab];
        var hash = RecordHash.Of(json.Span);
        if (Encoding.ASCII.GetString(line.Span[(tab + 1)..]) != hash.ToString())
        {
            throw new JournalLineException("The line's hash is not that of its bytes: it was changed or damaged.") { IsHash = true };
        }

        return (json, hash);
    }
}
