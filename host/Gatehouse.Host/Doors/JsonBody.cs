using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Host.Ingest;

namespace Gatehouse.Host.Doors;

/// <summary>Reads what a program sends as JSON, and says what is wrong with it; nothing of it is quoted.</summary>
internal static class JsonBody
{
    public static async Task<(T? Body, Refusal? Refusal)> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return (null, Refusal.WrongType("This address takes application/json."));
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, type, cancellationToken) is { } body
                ? (body, null)
                : (null, Refusal.Malformed("This address takes an object, not null."));
        }
        catch (JsonException e)
        {
            return (null, Refusal.Malformed($"The body is not the JSON that this address takes: line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}{(string.IsNullOrEmpty(e.Path) ? "" : $", at {e.Path}")}."));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, Refusal.TooLarge("The body is larger than this address takes."));
        }
    }
}
