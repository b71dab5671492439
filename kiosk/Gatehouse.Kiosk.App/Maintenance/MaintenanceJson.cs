using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Maintenance;

namespace Gatehouse.Kiosk.App.Maintenance;

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
[JsonSerializable(typeof(LinearitySweep))]
internal sealed partial class MaintenanceJson : JsonSerializerContext;
