using System.Text.Json;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Screening;

/// <summary>
/// The readings of one passage as a personal value beside its record: all that a verdict is computed from, so that it
/// can be computed again as long as the value is kept.
/// </summary>
/// <remarks>
/// An array with an object for each reading: <c>skin</c>, <c>u</c> and <c>limit</c> in °C, or <c>why</c> there is none;
/// <c>cm</c>, the distance; <c>supply</c>, V; <c>rejected</c>, refused samples by reason; <c>words</c>, target and ambient of each sample in turn.
/// </remarks>
public static class PersonalReadings
{
    /// <summary>The field's name.</summary>
    public const string Name = "readings";

    /// <summary>Writes them.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Reading> readings)
    {
        json.WriteStartArray();
        foreach (var reading in readings)
        {
            json.WriteStartObject();
            WriteIfAny(json, "skin"u8, reading.Skin?.Degrees);
            WriteIfAny(json, "u"u8, reading.Uncertainty);
            WriteIfAny(json, "limit"u8, reading.Limit);
            if (reading.NotMeasurable is { } why)
            {
                json.WriteString("why"u8, why);
            }

            WriteIfAny(json, "cm"u8, reading.Centimetres is { } distance ? Math.Round(distance, 1) : null);
            WriteIfAny(json, "supply"u8, reading.SupplyVolts);
            if (reading.Rejected is { } rejected)
            {
                json.WriteStartObject("rejected"u8);
                foreach (var (reason, count) in rejected)
                {
                    json.WriteNumber(reason, count);
                }

                json.WriteEndObject();
            }

            json.WriteStartArray("words"u8);
            foreach (var sample in reading.Samples)
            {
                json.WriteNumberValue(sample.TargetWord);
                json.WriteNumberValue(sample.AmbientWord);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Reads them.</summary>
    /// <param name="value">The value's bytes, as they stand in the journal.</param>
    /// <exception cref="JsonException">They are not of this form.</exception>
    public static IReadOnlyList<Reading> Read(ReadOnlyMemory<byte> value)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            return [.. document.RootElement.EnumerateArray().Select(Read)];
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new JsonException($"The readings are not of the form that a kiosk writes: {e.Message}", e);
        }
    }

    private static Reading Read(JsonElement reading)
    {
        var words = reading.GetProperty("words"u8).EnumerateArray().Select(word => word.GetUInt16()).ToArray();
        if (words.Length % 2 != 0)
        {
            throw new FormatException("a sample has a word for the target and one for the instrument itself.");
        }

        var samples = words.Chunk(2).Select(pair => new ThermometerSample(
            Mlx90614Words.ToCelsius(pair[0]), Mlx90614Words.ToCelsius(pair[1]), pair[0], pair[1])).ToArray();
        return new Reading(
            Number(reading, "skin") is { } skin ? new Celsius(skin) : null,
            Number(reading, "u"),
            reading.TryGetProperty("why"u8, out var why) ? why.GetString() : null,
            samples)
        {
            Limit = Number(reading, "limit"),
            Centimetres = Number(reading, "cm"),
            SupplyVolts = Number(reading, "supply"),
        };
    }

    private static double? Number(JsonElement reading, string name) => reading.TryGetProperty(name, out var number) ? number.GetDouble() : null;

    private static void WriteIfAny(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? number)
    {
        if (number is { } some)
        {
            json.WriteNumber(name, some);
        }
    }
}
