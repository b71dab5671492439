using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Replay;

namespace Gatehouse.Kiosk.Snapshots;

/// <summary>How documents are read and written: strict, so that a misspelt key is refused rather than ignored.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(DayNames), typeof(OffsetTime)],
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(Roster))]
[JsonSerializable(typeof(PolicyPlan))]
[JsonSerializable(typeof(CalibrationRecord))]
[JsonSerializable(typeof(DriftCheck))]
[JsonSerializable(typeof(Invalidation))]
[JsonSerializable(typeof(LinearitySweep))]
[JsonSerializable(typeof(CalibrationSession))]
[JsonSerializable(typeof(KnownConditions))]
[JsonSerializable(typeof(LastFound))]
public sealed partial class SnapshotJson : JsonSerializerContext;
