using System.Globalization;
using System.Text;
using System.Text.Json;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.App.Commands;

/// <summary>Journal lines as a terminal shows them.</summary>
internal static class RecordText
{
    public const string Header = "epoch          seq  at (UTC)             kind       what";

    /// <summary>The line as it stands in the journal: JSON, tab, hash.</summary>
    public static string Line(ReadOnlyMemory<byte> line) => Encoding.UTF8.GetString(line.Span);

    /// <summary>The line's JSON, without the hash; of a damaged line, that it is damaged.</summary>
    public static string Json(ReadOnlyMemory<byte> line) =>
        Read(line, out var damage) is null ? JsonSerializer.Serialize(new Damage(damage), AppJson.Default.Damage) : Line(line).Split('\t')[0];

    /// <summary>One aligned row.</summary>
    public static string Row(ReadOnlyMemory<byte> line) =>
        Read(line, out var damage) is { } record
            ? Row(record.Epoch, $"{record.Sequence}", $"{record.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}", record.Kind, What(record))
            : Row("?", "?", "?", "damaged", damage);

    private static string Row(string epoch, string sequence, string at, string kind, string what) =>
        $"{epoch,-13} {sequence,4}  {at,-19}  {kind,-10} {what}".TrimEnd();

    private static JournalRecord? Read(ReadOnlyMemory<byte> line, out string damage)
    {
        try
        {
            damage = "";
            return JournalLine.ReadRecord(line);
        }
        catch (JournalLineException e)
        {
            damage = e.Message;
            return null;
        }
    }

    private static string What(JournalRecord record) => record.Kind switch
    {
        RecordKind.Granted or RecordKind.Refused => Decided(record.Body.Deserialize(ContractJson.Default.PassageDecided)!),
        RecordKind.Closed => Closed(record.Body.Deserialize(ContractJson.Default.PassageClosed)!),
        RecordKind.Fault or RecordKind.Cleared or RecordKind.Forced => Alarm(record.Body.Deserialize(ContractJson.Default.LaneAlarm)!),
        RecordKind.Calibrated => Calibrated(record.Body.Deserialize(ContractJson.Default.CalibrationChanged)!),
        RecordKind.Checked => Checked(record.Body.Deserialize(ContractJson.Default.DriftChecked)!),
        RecordKind.Swept => Swept(record.Body.Deserialize(ContractJson.Default.LinearitySwept)!),
        RecordKind.SelfTest => Tested(record.Body.Deserialize(ContractJson.Default.SelfTested)!),
        RecordKind.Started => Started(record.Body.Deserialize(ContractJson.Default.KioskStarted)!),
        RecordKind.Loss => Lost(record.Body.Deserialize(ContractJson.Default.RecordsLost)!),
        RecordKind.Erased => Erased(record.Body.Deserialize(ContractJson.Default.ValuesErased)!),
        RecordKind.Removed => Removed(record.Body.Deserialize(ContractJson.Default.RecordsRemoved)!),
        RecordKind.Commanded => Commanded(record.Body.Deserialize(ContractJson.Default.CommandTaken)!),
        RecordKind.Ordered => Ordered(record.Body.Deserialize(ContractJson.Default.GateOrdered)!),
        RecordKind.Duty => Duty(record.Body.Deserialize(ContractJson.Default.DutyChanged)!),
        RecordKind.Policy => PutInForce(record.Body.Deserialize(ContractJson.Default.PolicyPutInForce)!),
        RecordKind.Tried => Tried(record.Body.Deserialize(ContractJson.Default.PolicyTried)!),
        RecordKind.Enrolled => Enrolled(record.Body.Deserialize(ContractJson.Default.BadgeEnrolled)!),
        RecordKind.Epoch => Began(record.Body.Deserialize(ContractJson.Default.EpochBegan)!),
        _ => "",
    };

    private static string Decided(PassageDecided decided) =>
        $"{decided.Direction,-3} {decided.Person ?? "unknown badge",-8} {decided.Reason}"
        + (decided.Readings > 1 ? $" after {decided.Readings} readings" : "")
        + (decided.NotMeasurable is { } why ? $" ({why})" : "");

    private static string PutInForce(PolicyPutInForce said) => $"policy {said.Policy}, before {said.Before}";

    private static string Tried(PolicyTried tried) => tried.Problem ?? string.Create(
        CultureInfo.InvariantCulture,
        $"policy {tried.Policy} tried on {tried.Verdicts.Sum(v => v.Passages)} passages, {tried.Verdicts.Where(v => v.Was != v.Is).Sum(v => v.Passages)} would have another verdict");

    private static string Enrolled(BadgeEnrolled enrolled) => $"badge {enrolled.Badge} taken for enrolment, command {enrolled.Command}";

    private static string Closed(PassageClosed closed) =>
        $"{closed.Of,4} {closed.Outcome}"
        + (closed.WorkMilliseconds is { } work ? string.Create(CultureInfo.InvariantCulture, $", work {work:0.0} ms, waited {closed.WaitMilliseconds:0} ms") : "");

    private static string Alarm(LaneAlarm alarm) => $"{alarm.Device}: {alarm.Reason}" + (alarm.Detail is { } detail ? $". {detail}" : "");

    private static string Started(KioskStarted started) =>
        $"version {started.Version}, direction {started.Direction}, roster {started.Roster}, policy {started.Policy}, calibration {started.Calibration}";

    private static string Calibrated(CalibrationChanged changed) =>
        string.Create(CultureInfo.InvariantCulture, $"{changed.Calibration} in the place of {changed.Before}, offset {changed.Offset ?? 0:+0.000;-0.000} °C, gain {changed.Gain ?? 1:0.0000}");

    private static string Checked(DriftChecked check) =>
        string.Create(CultureInfo.InvariantCulture, $"{check.Calibration} {check.AsFound:+0.00;-0.00} °C at {check.At:0.0} °C: {check.Result}");

    private static string Commanded(CommandTaken command) => $"{command.Do} by {command.By}: {command.Outcome}";

    private static string Ordered(GateOrdered order) =>
        $"{(order.Lockdown ? "lockdown" : order.Mode)}{(order.Until is { } until ? string.Create(CultureInfo.InvariantCulture, $" until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : "")} by roster {order.Roster}";

    private static string Duty(DutyChanged duty) => $"{duty.Person} is {(duty.OnPost ? "on post" : "on post no more")}: {duty.Reason}";

    private static string Swept(LinearitySwept swept) =>
        string.Create(CultureInfo.InvariantCulture, $"{swept.Calibration} slope {swept.Slope:0.000} from {swept.From:0.0} to {swept.To:0.0} °C");

    private static string Tested(SelfTested tested) =>
        tested.Passed ? "passed" : "failed. " + string.Join(" ", tested.Steps.Where(s => s.Problem is not null).Select(s => $"{s.Device}: {s.Problem}"));

    private static string Lost(RecordsLost lost) => $"{lost.Reason}: {lost.Epoch} numbers {lost.From} to {lost.To}";

    private static string Erased(ValuesErased erased) =>
        string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", erased.Fields)} of {erased.Records} records from {erased.From} to {erased.To} of {erased.Epoch}, older than {erased.Days} days by policy {erased.Policy}");

    private static string Removed(RecordsRemoved removed) =>
        string.Create(CultureInfo.InvariantCulture, $"records 1 to {removed.To} of {removed.Epoch}, held by the host and older than {removed.Days} days by policy {removed.Policy}");

    private static string Began(EpochBegan began) =>
        (began.PreviousEpoch is { } before ? $"{began.Reason}, after {before} number {began.PreviousSequence}" : began.Reason)
        + (began.Common is { } common ? $"; those from {common + 1} on are not what the host holds" : "");
}
