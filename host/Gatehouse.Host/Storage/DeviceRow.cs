namespace Gatehouse.Host.Storage;

/// <summary>
/// How a device of a gate is, by the latest record that says so: records come in any order, and an old one must not say how
/// it is now.
/// </summary>
internal sealed class DeviceRow
{
    /// <summary>Stands for the kiosk's start, which ends whatever it had said of its devices before.</summary>
    public const string Start = "";

    public int SiteId { get; set; }

    public long KioskId { get; set; }

    /// <summary>The device, as the kiosk's records call it.</summary>
    public required string Device { get; set; }

    /// <summary>Whether it stands for the kiosk's start.</summary>
    public bool IsStart => Device.Length == 0;

    /// <summary>What is wrong with it, in the kiosk's word; null while nothing is.</summary>
    public string? Reason { get; set; }

    /// <summary>Epoch and number of the record that says so.</summary>
    public required string Epoch { get; set; }

    public long Sequence { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }
}
