using System.Text.Json.Serialization;

namespace Gatehouse.Contract;

/// <summary>What a gate does with a verdict; every decision's record names it.</summary>
[JsonConverter(typeof(GateModeNames))]
public enum GateMode
{
    /// <summary>Who is not clear is sent to the guard.</summary>
    Deny,

    /// <summary>Who is not clear passes and is flagged: somebody looks into it afterwards.</summary>
    Flag,

    /// <summary>Everybody is measured and passes; nothing follows from it.</summary>
    Measure,

    /// <summary>Nobody is measured here: whoever enters is sent to the guard, who measures by hand.</summary>
    Guard,
}

/// <summary>Modes by name only, in camel case.</summary>
public sealed class GateModeNames() : JsonStringEnumConverter<GateMode>(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false);
