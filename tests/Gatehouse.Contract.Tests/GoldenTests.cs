using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Contract.Tests;

/// <summary>
/// One line of each kind, written once and never again: what an old kiosk has in its journal is read by a new host.
/// The files are one journal in the order epoch, started, granted, closed, refused, forced, fault, cleared, stopped, calibrated,
/// checked, selfTest, swept, loss, erased,
/// removed, commanded, ordered, duty, enrolled, policy, tried.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string[] Order = ["epoch", "started", "granted", "closed", "refused", "forced", "fault", "cleared", "stopped", "calibrated", "checked", "selfTest", "swept", "loss", "erased", "removed", "commanded", "ordered", "duty", "enrolled", "policy", "tried"];

    public static TheoryData<string> Kinds => [.. Order];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_record_is_written_byte_for_byte_as_it_was_read(string kind)
    {
        var line = Line(kind);
        var record = JournalLine.ReadRecord(line);
        Assert.Equal(kind, record.Kind);

        var output = new ArrayBufferWriter<byte>();
        var hash = JournalLine.Write(output, record, Encoding.UTF8.GetBytes(record.Body.GetRawText()));

        Assert.Equal(Encoding.UTF8.GetString(line), Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal(record.Hash, hash);
        Assert.True(JournalLine.IsWhole(line));
        Assert.False(JournalLine.IsPersonal(line));
    }

    [Fact]
    public void Personal_values_are_written_byte_for_byte_as_they_were_read()
    {
        var line = Line("personal");
        var values = JournalLine.ReadPersonal(line);
        var output = new ArrayBufferWriter<byte>();
        JournalLine.Write(output, values);

        Assert.Equal(Encoding.UTF8.GetString(line), Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.True(JournalLine.IsPersonal(line));
        Assert.Equal(["name", "readings"], values.Fields.Select(f => f.Name));
        Assert.Equal("\"王小明\"", Encoding.UTF8.GetString(values.Fields[0].Value.Span));
    }

    [Fact]
    public void Personal_values_belong_to_their_record_alone()
    {
        var values = JournalLine.ReadPersonal(Line("personal"));
        Assert.True(values.BelongTo(JournalLine.ReadRecord(Line("granted"))));
        Assert.False(values.BelongTo(JournalLine.ReadRecord(Line("refused"))));
        var changed = values.Fields[0] with { Value = "\"李四\""u8.ToArray() };
        Assert.False((values with { Fields = [changed] }).BelongTo(JournalLine.ReadRecord(Line("granted"))));
        Assert.True((values with { Fields = [values.Fields[1]] }).BelongTo(JournalLine.ReadRecord(Line("granted"))));
    }

    [Fact]
    public void The_records_are_one_chain()
    {
        var previous = RecordHash.None;
        foreach (var (kind, number) in Order.Select((k, i) => (k, i + 1L)))
        {
            var record = JournalLine.ReadRecord(Line(kind));
            Assert.Equal((number, previous), (record.Sequence, record.Previous));
            previous = record.Hash;
        }
    }

    [Fact]
    public void Every_kind_has_its_golden_line()
    {
        var kinds = typeof(RecordKind).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);
        Assert.Equal(kinds.Order(StringComparer.Ordinal), Order.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_fields_around_a_body_are_read_as_they_stand()
    {
        var granted = JournalLine.ReadRecord(Line("granted"));
        Assert.Equal(("gate-1", "20260302-1f3a", 3L), (granted.Kiosk.ToString(), granted.Epoch, granted.Sequence));
        Assert.Equal(new Guid("0f8fad5bd9cb469fa16570867728950e"), granted.Boot);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 7, 58, 4, 623, 456, TimeSpan.Zero), granted.At);
        Assert.Equal(new ClockState("ntp", true, 2.5), granted.Clock);
        Assert.Equal(TimeSpan.FromMilliseconds(45_500), granted.Mono);
        Assert.False(granted.Simulated);
        Assert.True(JournalLine.ReadRecord(Line("refused")).Simulated);
        Assert.Equal(new ClockState("none", false, null), JournalLine.ReadRecord(Line("epoch")).Clock);
    }

    [Fact]
    public void Bodies_are_read_as_they_stand()
    {
        Assert.Equal(new EpochBegan("damaged", "20260210-77c0", 18204, new string('a', 64)), Body("epoch").Deserialize(ContractJson.Default.EpochBegan));
        Assert.Equal(new RecordsLost(RecordsLost.Damaged, "20260210-77c0", 18200, 18203, new string('b', 64), new string('a', 64)), Body("loss").Deserialize(ContractJson.Default.RecordsLost));
        Assert.Equal(new KioskStarted("0.1.0", "both", "roster-12", "policy-3", "cal-2026-02-11"), Body("started").Deserialize(ContractJson.Default.KioskStarted));
        Assert.Equal(
            new PassageClosed("7c9e6679742540de944be07fc1f90ae7", 3, null, PassageOutcome.Passed, 1.204, 702.5),
            Body("closed").Deserialize(ContractJson.Default.PassageClosed));
        Assert.Equal(new LaneAlarm("thermometer", "works", null), Body("cleared").Deserialize(ContractJson.Default.LaneAlarm));
        var refused = Body("refused").Deserialize(ContractJson.Default.PassageDecided)!;
        Assert.Equal(("unknownBadge", null, null, true), (refused.Reason, refused.Person, refused.Verdict, refused.Unrecorded));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_body_is_written_as_it_was_read(string kind)
    {
        var body = Body(kind);
        var written = kind switch
        {
            RecordKind.Epoch => Again(ContractJson.Default.EpochBegan),
            RecordKind.Started => Again(ContractJson.Default.KioskStarted),
            RecordKind.Granted or RecordKind.Refused => Again(ContractJson.Default.PassageDecided),
            RecordKind.Closed => Again(ContractJson.Default.PassageClosed),
            RecordKind.Stopped => "{}",
            RecordKind.Calibrated => Again(ContractJson.Default.CalibrationChanged),
            RecordKind.Checked => Again(ContractJson.Default.DriftChecked),
            RecordKind.Swept => Again(ContractJson.Default.LinearitySwept),
            RecordKind.SelfTest => Again(ContractJson.Default.SelfTested),
            RecordKind.Loss => Again(ContractJson.Default.RecordsLost),
            RecordKind.Erased => Again(ContractJson.Default.ValuesErased),
            RecordKind.Removed => Again(ContractJson.Default.RecordsRemoved),
            RecordKind.Commanded => Again(ContractJson.Default.CommandTaken),
            RecordKind.Ordered => Again(ContractJson.Default.GateOrdered),
            RecordKind.Duty => Again(ContractJson.Default.DutyChanged),
            RecordKind.Enrolled => Again(ContractJson.Default.BadgeEnrolled),
            RecordKind.Policy => Again(ContractJson.Default.PolicyPutInForce),
            RecordKind.Tried => Again(ContractJson.Default.PolicyTried),
            _ => Again(ContractJson.Default.LaneAlarm),
        };
        Assert.Equal(body.GetRawText(), written);

        string Again<T>(System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => JsonSerializer.Serialize(body.Deserialize(type)!, type);
    }

    private static JsonElement Body(string kind) => JournalLine.ReadRecord(Line(kind)).Body;

    private static byte[] Line(string name)
    {
        var file = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", name + ".ndjson"));
        Assert.Equal((byte)'\n', file[^1]);
        return file[..^1];
    }
}
