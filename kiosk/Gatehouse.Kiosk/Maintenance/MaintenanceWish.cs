using Gatehouse.Contract;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Kiosk.Maintenance;

/// <summary>What somebody wants of a running kiosk; the first line they send. <c>Do</c> is <c>calibrate</c>, <c>check</c>, <c>sweep</c>, <c>rollBack</c>, <c>invalidate</c> or <c>discard</c>.</summary>
public sealed record MaintenanceWish(string Do, CalibrationRequest? Request = null, double? Celsius = null, string? Calibration = null, string? By = null, string? Reason = null)
{
    /// <summary>The wish to end what was left half done.</summary>
    public const string Discard = "discard";

    /// <summary>What of it is no name: empty, or longer than names are.</summary>
    public string? TooLong() =>
        (new (string Key, string? Text)[] { ("calibration's identity", Calibration), ("operator's name", By), ("reason", Reason), ("operator's name", Request?.Operator), ("reference's name", Request?.Reference.Name), ("reference's serial number", Request?.Reference.Serial) })
        .FirstOrDefault(t => t.Text is { } text && (string.IsNullOrWhiteSpace(text) || text.Length > RecordLimits.MaxName)).Key;
}

/// <summary>The answer to a question; each further line they send.</summary>
public sealed record MaintenanceAnswer(string Answer);
