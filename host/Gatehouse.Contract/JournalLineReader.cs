using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Contract;

/// <summary>Reads the JSON of journal lines strictly where the contract speaks and loosely where it does not: unknown fields are kept out of the way.</summary>
internal static class JournalLineReader
{
    public static JournalRecord Record(JsonElement root, RecordHash hash)
    {
        var kiosk = Text(root, "kiosk");
        var previous = Text(root, "prev");
        var clock = Field(root, "clock", JsonValueKind.Object);
        var body = Field(root, "body", JsonValueKind.Object);
        return new JournalRecord
        {
            Kiosk = KioskId.TryParse(kiosk, out var id) ? id : throw Bad("kiosk", KioskId.Rule),
            Epoch = Epoch(root),
            Sequence = Sequence(root),
            Boot = Guid.TryParseExact(Text(root, "boot"), "N", out var boot) ? boot : throw Bad("boot", "32 hexadecimal digits"),
            At = At(root),
            Clock = new ClockState(Text(clock, "source"), Flag(clock, "synced"), Age(clock)),
            Mono = Mono(root),
            Kind = Text(root, "kind") is { Length: <= RecordLimits.MaxWord } kind ? kind : throw Bad("kind", $"at most {RecordLimits.MaxWord} characters"),
            Simulated = root.TryGetProperty("simulated", out var simulated) && simulated.ValueKind == JsonValueKind.True,
            Body = body.Clone(),
            Previous = RecordHash.TryParse(previous, out var prev) ? prev : throw Bad("prev", "64 hexadecimal digits"),
            Hash = hash,
        };
    }

    public static PersonalValues Personal(JsonElement root)
    {
        var personal = Field(root, "personal", JsonValueKind.Object);
        var fields = new List<PersonalField>();
        foreach (var property in Field(personal, "fields", JsonValueKind.Object).EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Object
                || !property.Value.TryGetProperty("value", out var value)
                || !Field(property.Value, "salt", JsonValueKind.String).TryGetBytesFromBase64(out var salt)
                || salt.Length != PersonalField.SaltLength)
            {
                throw Bad(property.Name, "an object with a 16-byte salt in base64 and a value");
            }

            if (fields.Exists(f => f.Name == property.Name))
            {
                throw Bad(property.Name, "present once");
            }

            fields.Add(new PersonalField
            {
                Name = property.Name,
                Salt = salt,
                Value = Encoding.UTF8.GetBytes(value.GetRawText()),
            });
        }

        return new PersonalValues(Epoch(personal), Sequence(personal), fields);
    }

    private static string Epoch(JsonElement root)
    {
        var epoch = Text(root, "epoch");
        return EpochName.IsValid(epoch) ? epoch : throw Bad("epoch", EpochName.Rule);
    }

    private static long Sequence(JsonElement root) =>
        Field(root, "seq", JsonValueKind.Number).TryGetInt64(out var seq) && seq is > 0 and <= RecordLimits.MaxSequence
            ? seq : throw Bad("seq", $"a whole number from 1 to {RecordLimits.MaxSequence}");

    private static DateTimeOffset At(JsonElement root) =>
        DateTimeOffset.TryParseExact(
            Text(root, "at"), "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at : throw Bad("at", "a UTC time such as 2026-03-01T08:00:00.000000Z");

    private static TimeSpan Mono(JsonElement root) =>
        Field(root, "mono", JsonValueKind.Number).TryGetInt64(out var microseconds)
        && microseconds is >= 0 and <= long.MaxValue / TimeSpan.TicksPerMicrosecond
            ? TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            : throw Bad("mono", "whole microseconds from 0");

    private static double? Age(JsonElement clock) =>
        !clock.TryGetProperty("age", out var age) || age.ValueKind == JsonValueKind.Null ? null
        : age.ValueKind == JsonValueKind.Number && age.TryGetDouble(out var seconds) ? seconds
        : throw Bad("age", "a number of seconds");

    private static bool Flag(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean() : throw Bad(name, "true or false");

    private static string Text(JsonElement parent, string name) => Field(parent, name, JsonValueKind.String).GetString()!;

    private static JsonElement Field(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value : throw Bad(name, $"a JSON value of kind {kind}");

    private static JournalLineException Bad(string field, string expected) =>
        new($"The field '{field}' is missing or wrong; it must be {expected}.");
}
