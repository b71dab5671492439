using System.Text.Json;
using Gatehouse.Contract;

namespace Gatehouse.Host.Ingest;

/// <summary>Reads of a record what the list of entries needs; kinds that it does not know say nothing to it.</summary>
internal static class RecordMeaning
{
    /// <summary>False when the body is not that of its kind.</summary>
    public static bool TryRead(JournalRecord record, out PassageDecided? decision, out PassageClosed? closing)
    {
        decision = null;
        closing = null;
        try
        {
            switch (record.Kind)
            {
                case RecordKind.Granted or RecordKind.Refused:
                    decision = record.Body.Deserialize(ContractJson.Default.PassageDecided);
                    return decision is { Direction: not null, Reason: not null } && IsPassage(decision.Passage);
                case RecordKind.Closed:
                    closing = record.Body.Deserialize(ContractJson.Default.PassageClosed);
                    return closing is { Outcome: not null } && IsPassage(closing.Passage);
                default:
                    return true;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The person's name, when the personal values hold one.</summary>
    public static string? Name(PersonalValues? values)
    {
        foreach (var field in values?.Fields ?? [])
        {
            if (field.Name == "name")
            {
                return Text(field.Value);
            }
        }

        return null;
    }

    private static string? Text(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var value = JsonDocument.Parse(json);
            return value.RootElement.ValueKind == JsonValueKind.String ? value.RootElement.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Not Unicode: the line stays as it came, and nobody can be shown such a name.
            return null;
        }
    }

    private static bool IsPassage(string? text) => Guid.TryParseExact(text, "N", out _);
}
