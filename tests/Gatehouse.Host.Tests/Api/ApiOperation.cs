using System.Text.Json;

namespace Gatehouse.Host.Tests.Api;

/// <summary>One operation as the API's own description has it.</summary>
public sealed record ApiOperation(string Method, string Path, JsonElement About, JsonElement Document)
{
    public string Name => $"{Method} {Path["/api/v1".Length..]}";

    /// <summary>The right it needs; empty where it is enough to be signed in; null where it is for everybody.</summary>
    public string? Right => About.TryGetProperty("x-right", out var right) ? right.GetString() : null;

    public IEnumerable<JsonElement> Parameters => About.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

    /// <summary>The schema of its JSON body; null where it takes none.</summary>
    public JsonElement? Body =>
        About.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json) ? Resolve(json.GetProperty("schema")) : null;

    public static async Task<IReadOnlyList<ApiOperation>> AllAsync(HttpClient client)
    {
        var text = await client.GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var document = JsonElement.Parse(text);
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where operation.Name is "get" or "post" or "put" or "patch" or "delete"
               select new ApiOperation(operation.Name.ToUpperInvariant(), path.Name, operation.Value, document),
        ];
    }

    /// <summary>A schema that is named elsewhere.</summary>
    public JsonElement Resolve(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference)
            ? Document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
            : schema;
}
