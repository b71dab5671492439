using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Host.Entries;

/// <summary>The form of the console port's JSON: camel case, absent rather than null.</summary>
internal static class EntryJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
