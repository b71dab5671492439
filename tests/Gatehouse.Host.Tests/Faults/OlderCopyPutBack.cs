using System.Net;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Faults;

/// <summary>A card is put back from an old image, or two kiosks run from one: an alarm, and nothing is merged.</summary>
public sealed class OlderCopyPutBack : HostAndKiosk
{
    private readonly Journal _held = new Journal("gate-1").Walk(10);
    private readonly Journal _after = new("gate-1", "e2");

    protected override Task PrepareAsync() => Kiosk.SendAsync(_held);

    [Fact]
    public async Task The_epoch_that_the_kiosk_begins_then_is_an_alarm_and_no_gap()
    {
        _after.BeginAfterCopy("e1", 15, RecordHash.Of("copy"u8), common: 12);
        await Kiosk.SendAsync(_after);

        var summary = await Host.GetAsync("/api/v1/summary?verify=true");
        Assert.Equal((0, 1, "contradicted"), (summary.GetProperty("gaps").GetInt64(), summary.GetProperty("alarms").GetInt64(), summary.GetProperty("chain").GetString()));
        var epoch = summary.GetProperty("kiosks")[0].GetProperty("epochs")[0];
        Assert.Equal(("e2", """{"from":13,"to":15}"""), (epoch.GetProperty("endNamedBy").GetString(), epoch.GetProperty("parted").GetRawText()));
        Assert.Contains(
            "epoch e1: sequence complete from 1 to 20; another history of it was offered; an older copy of it was put back there, whose records 13..15 contradict these and stay at the gate",
            await Host.Browser.GetStringAsync(new Uri("/export.csv", UriKind.Relative), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        var alarm = await AlarmAsync();
        Assert.Equal(("olderCopy", 13, "15"), (alarm.GetProperty("kind").GetString(), alarm.GetProperty("sequence").GetInt32(), alarm.GetProperty("held").GetString()));
    }

    [Fact]
    public async Task One_from_before_the_epoch_that_the_kiosk_had_begun_is_an_alarm_too()
    {
        _after.BeginAfterCopy("e1", 20, _held.Last, common: null);
        await Kiosk.SendAsync(_after);
        Assert.Equal("olderCopy", (await AlarmAsync()).GetProperty("kind").GetString());
        Assert.Equal(0, (await Host.GetAsync("/api/v1/summary")).GetProperty("gaps").GetInt64());
    }

    [Fact]
    public async Task An_epoch_that_goes_on_after_a_later_one_named_its_end_is_of_two_kiosks()
    {
        _after.Begin("e1", 20, _held.Last);
        await Kiosk.SendAsync(_after);
        Assert.Equal(0, Host.Alarms());

        _held.Walk(2);
        await Kiosk.SendAsync(_held, 21, 22);
        await Kiosk.SendAsync(_held, 23, 24);
        Assert.Equal(("twoKiosks", 21), ((await AlarmAsync()).GetProperty("kind").GetString(), (await AlarmAsync()).GetProperty("sequence").GetInt32()));
        Assert.Contains(
            "; two kiosks write under this name",
            await Host.Browser.GetStringAsync(new Uri("/export.csv", UriKind.Relative), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_epochs_that_come_after_the_same_one_are_of_two_kiosks()
    {
        _after.Begin("e1", 20, _held.Last);
        await Kiosk.SendAsync(_after);
        var other = new Journal("gate-1", "e3");
        other.Begin("e1", 20, _held.Last);
        await Kiosk.SendAsync(other);
        Assert.Equal("twoKiosks", (await AlarmAsync()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_backlog_before_the_end_that_was_named_is_no_alarm()
    {
        _held.Walk(5);
        _after.Begin("e1", 30, _held.Last);
        await Kiosk.SendAsync(_after);
        await Kiosk.SendAsync(_held);
        Assert.Equal(0, Host.Alarms());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(16)]
    public async Task A_point_of_parting_that_cannot_be_changes_nothing(long common)
    {
        _after.BeginAfterCopy("e1", 15, RecordHash.Of("copy"u8), common);
        await Refused.ChangesNothingAsync(Host, HttpStatusCode.UnprocessableEntity, "Line 1", () => Kiosk.PostAsync(_after.All(), _after.Epoch));
    }

    private async Task<JsonElement> AlarmAsync() => Assert.Single((await Host.GetAsync("/api/v1/alarms")).GetProperty("alarms").EnumerateArray());
}
