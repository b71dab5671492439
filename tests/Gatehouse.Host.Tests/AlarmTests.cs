using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>What is wrong at a gate is an alarm until it is over and somebody has seen it.</summary>
public sealed class AlarmTests : HostAndKiosk
{
    private readonly Journal _journal = new("gate-1");

    [Theory]
    [InlineData("readerIn", "lost", "readerLost", "medium")]
    [InlineData("housing", "open", "tamper", "high")]
    [InlineData("readerOutHousing", "tampered", "tamper", "high")]
    [InlineData("fireLoop", "open", "fire", "critical")]
    [InlineData("exitButton", "held", "held", "high")]
    [InlineData("clock", "untrusted", "clockUntrusted", "medium")]
    [InlineData("disk", "diskFilling", "diskFilling", "medium")]
    [InlineData("disk", "diskNearlyFull", "diskFull", "high")]
    [InlineData("calibration", "due", "calibrationDue", "low")]
    [InlineData("thermometer", "cleaned", "outOfTolerance", "high")]
    [InlineData("thermometer", "noAnswer", "thermometer", "medium")]
    [InlineData("somethingNew", "odd", "device", "low")]
    public async Task A_fault_at_the_gate_is_an_alarm_of_its_kind(string device, string reason, string kind, string severity)
    {
        await SayAsync(RecordKind.Fault, device, reason);
        var alarm = Assert.Single(await ListAsync());
        Assert.Equal((kind, severity, "gate-1"), (Text(alarm, "kind"), Text(alarm, "severity"), Text(alarm, "kiosk")));
        Assert.True(Flag(alarm, "active"));
        Assert.False(Flag(alarm, "acknowledged"));
    }

    [Fact]
    public async Task It_has_four_states_and_is_over_once_it_is_cleared_and_acknowledged()
    {
        await SayAsync(RecordKind.Fault, "readerIn", "lost");
        await StateAsync(active: true, acknowledged: false);
        await CommandAsync("alarm", "acknowledge", "1");
        await StateAsync(active: true, acknowledged: true);
        await SayAsync(RecordKind.Cleared, "readerIn", "works");
        Assert.Empty(await ListAsync());

        await SayAsync(RecordKind.Fault, "readerIn", "lost");
        await SayAsync(RecordKind.Cleared, "readerIn", "works");
        await StateAsync(active: false, acknowledged: false);
        await SayAsync(RecordKind.Fault, "readerIn", "denied");
        await StateAsync(active: true, acknowledged: false);
        Assert.Equal(2, Assert.Single(await ListAsync()).GetProperty("times").GetInt32());
        Assert.Equal(2, (await AllAsync()).Count);
    }

    [Fact]
    public async Task The_same_again_is_counted_and_a_device_has_one_thing_wrong_at_a_time()
    {
        await SayAsync(RecordKind.Fault, "disk", "diskFilling");
        await SayAsync(RecordKind.Fault, "disk", "diskFilling");
        Assert.Equal(2, Assert.Single(await ListAsync()).GetProperty("times").GetInt32());
        await SayAsync(RecordKind.Fault, "disk", "diskNearlyFull");
        var alarms = await ListAsync();
        Assert.Equal([("diskFull", true), ("diskFilling", false)], alarms.Select(a => (Text(a, "kind"), Flag(a, "active"))));
        await SayAsync(RecordKind.Fault, "readerIn", "lost");
        await SayAsync(RecordKind.Fault, "readerOut", "lost");
        await SayAsync(RecordKind.Cleared, "readerIn", "works");
        Assert.Equal(["readerOut"], (await ListAsync()).Where(a => Text(a, "kind") == "readerLost" && Flag(a, "active")).Select(a => Text(a, "device")));
    }

    [Theory]
    [InlineData("forced", "forced")]
    [InlineData("tailgating", "tailgating")]
    public async Task What_has_happened_ends_when_somebody_has_seen_it_and_is_another_alarm_afterwards(string reason, string kind)
    {
        await SayAsync(RecordKind.Forced, "turnstile", reason);
        await SayAsync(RecordKind.Forced, "turnstile", reason);
        // Neither the turnstile's readiness nor a start says anything of it.
        await SayAsync(RecordKind.Fault, "turnstile", "notReady");
        await SayAsync(RecordKind.Cleared, "turnstile", "works");
        await StartAsync();
        var alarm = (await ListAsync()).Single(a => Text(a, "kind") == kind);
        Assert.Equal((true, 2), (Flag(alarm, "active"), alarm.GetProperty("times").GetInt32()));
        var id = alarm.GetProperty("id").GetInt64();
        Assert.Contains("is acknowledged.", (await CommandAsync("alarm", "acknowledge", $"{id}")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain(await ListAsync(), a => Text(a, "kind") == kind);
        await SayAsync(RecordKind.Forced, "turnstile", reason);
        Assert.NotEqual(id, (await ListAsync()).Single(a => Text(a, "kind") == kind).GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Who_did_what_and_when_is_its_history()
    {
        await SayAsync(RecordKind.Fault, "readerIn", "lost");
        Assert.Equal("Alarm 1 is Li Wei's.\n", (await CommandAsync("alarm", "assign", "1", "Li Wei")).Output);
        Assert.Equal("Alarm 1 is Li Wei's: it was so before.\n", (await CommandAsync("alarm", "assign", "1", "Li Wei")).Output);
        await CommandAsync("alarm", "acknowledge", "1");
        Assert.Equal("Alarm 1 is acknowledged: it was so before.\n", (await CommandAsync("alarm", "acknowledge", "1")).Output);
        await SayAsync(RecordKind.Cleared, "readerIn", "works");
        await CommandAsync("alarm", "assign", "1", "-");
        var (code, output, _) = await CommandAsync("alarm", "show", "1");
        Assert.Equal(0, code);
        Assert.Matches(
            $"(?s)^ *1  .*medium    gate-1  readerLost \\(readerIn\\)  cleared, acknowledged  Says readerIn.*raised: Says readerIn.*assigned by machine {Environment.UserName}: Li Wei.*acknowledged by machine {Environment.UserName}\n.*cleared: .*assigned by machine {Environment.UserName}\n$", output);
    }

    [Fact]
    public async Task What_is_not_there_is_named()
    {
        foreach (string[] command in new[] { new[] { "show", "7" }, ["acknowledge", "7"], ["assign", "7", "Li Wei"] })
        {
            var (code, _, error) = await CommandAsync(["alarm", .. command]);
            Assert.Equal((1, "There is no alarm 7: 'gatehouse-host alarm list --all' shows those there are.\n"), (code, error));
        }

        Assert.Equal("No alarm.\n", (await CommandAsync("alarm", "list")).Output);
        await Refused.WithAsync(await Host.Browser.GetAsync(new Uri("/api/v1/alarms?open=maybe", UriKind.Relative), Token), System.Net.HttpStatusCode.BadRequest, "'open' cannot be 'maybe'");
    }

    [Fact]
    public async Task A_start_ends_what_was_wrong_before_it_but_not_what_was_found_of_the_thermometer()
    {
        await SayAsync(RecordKind.Fault, "readerIn", "lost");
        await SayAsync(RecordKind.Fault, "thermometer", "moved");
        await StartAsync();
        var alarms = await ListAsync();
        Assert.Equal([("outOfTolerance", true), ("readerLost", false)], alarms.Select(a => (Text(a, "kind"), Flag(a, "active"))));
        await CheckAsync("blocked");
        Assert.Equal(2, (await ListAsync())[0].GetProperty("times").GetInt32());
        await CheckAsync("good");
        Assert.DoesNotContain(await ListAsync(), a => Flag(a, "active"));
        await CheckAsync("warned");
        Assert.Equal("drifting", Text((await ListAsync()).Single(a => Flag(a, "active")), "kind"));
        _journal.Add(RecordKind.Calibrated, JsonSerializer.Serialize(new CalibrationChanged("c2", "c1", null, "0123456789abcdef", 1.001, 0.1, 0.05, "BB1", null, null), ContractJson.Default.CalibrationChanged));
        await SendLastAsync();
        Assert.DoesNotContain(await ListAsync(), a => Flag(a, "active"));
    }

    [Fact]
    public async Task A_record_that_comes_late_tells_what_was_and_not_how_it_is()
    {
        Add(RecordKind.Fault, "housing", "open");
        Add(RecordKind.Fault, "readerIn", "lost");
        Add(RecordKind.Cleared, "housing", "works");
        await Kiosk.SendAsync(_journal, 3, 3);
        Assert.Empty(await ListAsync());
        await Kiosk.SendAsync(_journal, 1, 2);
        Assert.Equal([("readerLost", true), ("tamper", false)], (await ListAsync()).Select(a => (Text(a, "kind"), Flag(a, "active"))).OrderBy(a => a.Item1, StringComparer.Ordinal));
        // What is told again changes nothing.
        await Kiosk.SendAsync(_journal);
        Assert.All(await ListAsync(), a => Assert.Equal(1, a.GetProperty("times").GetInt32()));
    }

    [Fact]
    public async Task A_later_epoch_says_how_it_is_whatever_comes_of_an_earlier_one()
    {
        var later = new Journal("gate-1", "e2");
        later.Add(RecordKind.Cleared, Body("housing", "works"));
        await Kiosk.SendAsync(later);
        await SayAsync(RecordKind.Fault, "housing", "open");
        await StateAsync(active: false, acknowledged: false);
    }

    [Theory]
    [InlineData(RecordKind.Fault, """{"device":"","reason":"x"}""")]
    [InlineData(RecordKind.Cleared, """{"reason":"x"}""")]
    [InlineData(RecordKind.Forced, """{"device":7,"reason":"x"}""")]
    [InlineData(RecordKind.Checked, """{"calibration":"c","at":36,"asFound":1e999,"result":"good","reference":"r"}""")]
    public async Task A_record_that_is_none_of_its_kind_changes_nothing(string kind, string body)
    {
        _journal.Add(kind, body);
        await Refused.ChangesNothingAsync(Host, System.Net.HttpStatusCode.UnprocessableEntity, "Line 1", () => Kiosk.PostAsync(_journal.All()));
        Assert.Equal(0, Host.Alarms());
    }

    [Fact]
    public async Task A_kiosk_that_names_ever_more_devices_fills_nothing()
    {
        for (var i = 0; i < 200; i++)
        {
            Add(RecordKind.Fault, $"device{i}", "odd");
        }

        await Kiosk.SendAsync(_journal);
        Assert.Equal(64, Host.Alarms());
        Assert.Equal(64L, Convert.ToInt64(Host.Query("SELECT count(*) FROM device").Single()[0], System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task SayAsync(string kind, string device, string reason)
    {
        Add(kind, device, reason);
        await SendLastAsync();
    }

    private void Add(string kind, string device, string reason) => _journal.Add(kind, Body(device, reason));

    private static string Body(string device, string reason) => JsonSerializer.Serialize(new LaneAlarm(device, reason, $"Says {device}."), ContractJson.Default.LaneAlarm);

    private async Task StartAsync()
    {
        _journal.Add(RecordKind.Started, JsonSerializer.Serialize(new KioskStarted("1", "in", "r", "p", "c"), ContractJson.Default.KioskStarted));
        await SendLastAsync();
    }

    private async Task CheckAsync(string result)
    {
        _journal.Add(RecordKind.Checked, JsonSerializer.Serialize(new DriftChecked("c1", 36, 0.4, result, "BB1", null), ContractJson.Default.DriftChecked));
        await SendLastAsync();
    }

    private Task<IngestAnswer> SendLastAsync() => Kiosk.SendAsync(_journal, _journal.Count, _journal.Count);

    private async Task StateAsync(bool active, bool acknowledged)
    {
        var alarm = Assert.Single(await ListAsync());
        Assert.Equal((active, acknowledged), (Flag(alarm, "active"), Flag(alarm, "acknowledged")));
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync() => [.. (await Host.GetAsync("/api/v1/alarms?open=true")).GetProperty("alarms").EnumerateArray()];

    private async Task<IReadOnlyList<JsonElement>> AllAsync()
    {
        using var list = JsonDocument.Parse((await CommandAsync("alarm", "list", "--all", "--json")).Output);
        return [.. list.RootElement.Clone().GetProperty("alarms").EnumerateArray()];
    }

    private Task<(int Code, string Output, string Error)> CommandAsync(params string[] arguments) => RunningHost.CommandAsync(null, [.. arguments, "--data", Host.Data]);

    private static string? Text(JsonElement alarm, string name) => alarm.GetProperty(name).GetString();

    private static bool Flag(JsonElement alarm, string name) => alarm.GetProperty(name).GetBoolean();

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
