using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>Makes personal values, each with a salt of its own, to stand beside a record.</summary>
internal static class Personal
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A text.</summary>
    public static PersonalField Of(string name, string text) => Of(name, json => json.WriteStringValue(text));

    /// <summary>Any value.</summary>
    public static PersonalField Of(string name, Action<Utf8JsonWriter> write)
    {
        var value = new ArrayBufferWriter<byte>(64);
        using (var json = new Utf8JsonWriter(value, Readable))
        {
            write(json);
        }

        return new PersonalField
        {
            Name = name,
            Salt = RandomNumberGenerator.GetBytes(PersonalField.SaltLength),
            Value = value.WrittenMemory,
        };
    }

    /// <summary>What a record's body says of its personal values; null where there are none.</summary>
    public static IReadOnlyDictionary<string, string>? Commitments(IReadOnlyList<PersonalField> fields) =>
        fields.Count > 0 ? fields.ToDictionary(field => field.Name, field => field.Commitment()) : null;
}
