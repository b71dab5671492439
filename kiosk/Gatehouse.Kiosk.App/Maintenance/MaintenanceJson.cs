using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Maintenance;

namespace Gatehouse.Kiosk.App.Maintenance;

/// <summary>What somebody wants of a running kiosk; the first line they send. <c>Do</c> is <c>calibrate</c>, <c>check</c>, <c>rollBack</c> or <c>discard</c>.</summary>
internal sealed record MaintenanceWish(string Do, CalibrationRequest? Request = null, double? Celsius = null, string? Calibration = null, string? By = null, string? Reason = null);

/// <summary>The answer to a question; each further line they send.</summary>
internal sealed record MaintenanceAnswer(string Answer);

/// <summary>The lines between a running kiosk and whoever maintains it.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MaintenanceWish))]
[JsonSerializable(typeof(MaintenanceAnswer))]
[JsonSerializable(typeof(MaintenanceMessage))]
[JsonSerializable(typeof(ReferenceInstrument))]
[JsonSerializable(typeof(CalibrationRecord))]
internal sealed partial class MaintenanceJson : JsonSerializerContext;
