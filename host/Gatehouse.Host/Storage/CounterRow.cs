namespace Gatehouse.Host.Storage;

/// <summary>The last number that was given to a kiosk, an epoch or an alarm.</summary>
internal sealed class CounterRow
{
    public const string Kiosks = "kiosk";

    public const string Epochs = "epoch";

    public const string Alarms = "alarm";

    public required string Name { get; set; }

    public long Last { get; set; }
}
