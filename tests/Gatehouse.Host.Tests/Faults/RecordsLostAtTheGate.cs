using System.Net;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Faults;

/// <summary>A kiosk says which records it cannot give any more: the watermark passes them, with an alarm, and nothing is called complete.</summary>
public sealed class RecordsLostAtTheGate : HostAndKiosk
{
    private readonly Journal _before = new Journal("gate-1").Walk(10);
    private readonly Journal _after = new("gate-1", "e2");

    protected override async Task PrepareAsync()
    {
        _after.Begin("e1", 20, _before.Last, EpochBegan.Damaged);
        await Kiosk.SendAsync(_before, 1, 7);
        await Kiosk.SendAsync(_before, 10, 20);
    }

    [Fact]
    public async Task The_watermark_passes_the_named_gap_with_an_alarm()
    {
        _after.Lose("e1", 8, 9, _before.HashOf(7), _before.HashOf(10));
        await Kiosk.SendAsync(_after);

        var answer = await Kiosk.AskAsync("e1");
        Assert.Equal((20, 0, 20), (answer.Watermark, answer.Missing.Count, answer.Last!.Sequence));
        var (summary, epoch) = await SummaryAsync();
        Assert.Equal((0, 1, "verified"), (summary.GetProperty("gaps").GetInt64(), summary.GetProperty("alarms").GetInt64(), summary.GetProperty("chain").GetString()));
        Assert.Equal("""[{"from":8,"to":9}]""", epoch.GetProperty("lost").GetRawText());
        Assert.Contains("epoch e1: sequence known from 1 to 20; LOST at the gate, by its own record: 8..9", await ExportAsync(), StringComparison.Ordinal);
        Assert.Contains("Records were lost at the gate", await Host.Browser.GetStringAsync(new Uri("/alarms", UriKind.Relative), Token), StringComparison.Ordinal);
        Assert.Contains("Alarms: 1", await Host.Browser.GetStringAsync(new Uri("/", UriKind.Relative), Token), StringComparison.Ordinal);

        // A checkpoint behind the gap is countersigned, and the replay raises no second alarm.
        await Kiosk.ConfirmAsync(Kiosk.Sign(_before, 20));
        await Kiosk.SendAsync(_after);
        Assert.Equal(1, Host.Alarms());
    }

    [Fact]
    public async Task Only_what_is_named_is_passed()
    {
        _after.Lose("e1", 8, 8, _before.HashOf(7));
        await Kiosk.SendAsync(_after);
        var answer = await Kiosk.AskAsync("e1");
        Assert.Equal((7, new SequenceRange(9, 9)), (answer.Watermark, Assert.Single(answer.Missing)));
        Assert.Equal(1, (await SummaryAsync()).Summary.GetProperty("gaps").GetInt64());
    }

    [Fact]
    public async Task What_comes_after_all_is_taken_and_no_longer_lost()
    {
        _after.Lose("e1", 8, 9);
        await Kiosk.SendAsync(_after);
        await Kiosk.SendAsync(_before, 8, 9);
        Assert.Equal(JsonValueKind.Array, (await SummaryAsync()).Epoch.GetProperty("lost").ValueKind);
        Assert.Equal(0, (await SummaryAsync()).Epoch.GetProperty("lost").GetArrayLength());
        Assert.Contains("epoch e1: sequence complete from 1 to 20", await ExportAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Neighbours_that_are_not_those_held_pass_nothing(bool before)
    {
        var another = RecordHash.Of("another"u8).ToString();
        _after.Lose("e1", 8, 9, before ? another : null, before ? null : another);
        await Kiosk.SendAsync(_after);
        Assert.Equal(7, (await Kiosk.AskAsync("e1")).Watermark);
        Assert.Equal("contradicted", (await SummaryAsync()).Summary.GetProperty("chain").GetString());
    }

    [Fact]
    public async Task A_loss_at_the_end_and_one_of_an_epoch_of_which_nothing_came_are_known()
    {
        _after.Lose("e1", 8, 9);
        _after.Lose("e1", 21, 22);
        _after.Lose("e0", 1, 3);
        await Kiosk.SendAsync(_after);
        Assert.Equal((22L, 3L), ((await Kiosk.AskAsync("e1")).Watermark, (await Kiosk.AskAsync("e0")).Watermark));
        Assert.Equal(0, (await SummaryAsync()).Summary.GetProperty("gaps").GetInt64());
    }

    [Theory]
    [InlineData("""{"reason":"damaged","epoch":"e1","from":0,"to":3}""")]
    [InlineData("""{"reason":"damaged","epoch":"e1","from":4,"to":3}""")]
    [InlineData("""{"reason":"damaged","epoch":"E 1","from":3,"to":4}""")]
    [InlineData("""{"reason":"damaged","epoch":"e1","from":3,"to":4,"before":"abc"}""")]
    [InlineData("""{"reason":"damaged","epoch":"e2","from":1,"to":2}""")]
    [InlineData("""{"reason":"damaged","from":1,"to":2}""")]
    public async Task One_that_cannot_be_changes_nothing(string body)
    {
        _after.Add(RecordKind.Loss, body);
        await Refused.ChangesNothingAsync(Host, HttpStatusCode.UnprocessableEntity, "Line 2", () => Kiosk.PostAsync(_after.All(), _after.Epoch));
    }

    private async Task<(JsonElement Summary, JsonElement Epoch)> SummaryAsync()
    {
        var summary = await Host.GetAsync("/api/v1/summary?verify=true");
        return (summary, summary.GetProperty("kiosks")[0].GetProperty("epochs").EnumerateArray().Single(e => e.GetProperty("epoch").GetString() == "e1"));
    }

    private Task<string> ExportAsync() => Host.Browser.GetStringAsync(new Uri("/export.csv", UriKind.Relative), Token);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
