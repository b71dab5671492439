namespace Gatehouse.Host.Storage;

/// <summary>The last number that was given to a kiosk, an epoch, an alarm or what happened to one, a person, a visitor, a revision of the roster or an entry of the audit log.</summary>
internal sealed class CounterRow
{
    public const string Kiosks = "kiosk";

    public const string Epochs = "epoch";

    public const string Alarms = "alarm";

    public const string AlarmEvents = "alarmEvent";

    public const string People = "person";

    public const string Visitors = "visitor";

    public const string Policies = "policy";

    public const string Rosters = "roster";

    public const string Audit = "audit";

    public const string Presence = "presence";

    public required string Name { get; set; }

    public long Last { get; set; }
}
