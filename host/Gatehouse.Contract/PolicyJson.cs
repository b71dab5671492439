using System.Text.Json.Serialization;

namespace Gatehouse.Contract;

/// <summary>How a policy is read and written: strict, so that a key that this software does not know is refused rather than ignored.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(Policy))]
public sealed partial class PolicyJson : JsonSerializerContext;
