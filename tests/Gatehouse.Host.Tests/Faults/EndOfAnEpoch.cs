using System.Net;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Faults;

/// <summary>An epoch's first record says where the one before it ended; what is missing there has no neighbour to show it.</summary>
public sealed class EndOfAnEpoch : HostAndKiosk
{
    private readonly Journal _before = new Journal("gate-1").Walk(10);
    private readonly Journal _after = new("gate-1", "e2");

    [Fact]
    public async Task Records_missing_there_are_a_gap()
    {
        _after.Begin("e1", 20, _before.Last);
        await Kiosk.SendAsync(_before, 1, 14);
        await Kiosk.SendAsync(_after);

        var (summary, epoch) = await SummaryAsync("e1");
        Assert.Equal((6, "verified"), (summary.GetProperty("gaps").GetInt64(), summary.GetProperty("chain").GetString()));
        Assert.Equal((20, "e2"), (epoch.GetProperty("highest").GetInt64(), epoch.GetProperty("endNamedBy").GetString()));
        Assert.Equal("""[{"from":15,"to":20}]""", epoch.GetProperty("missing").GetRawText());
        Assert.Contains("epoch e1: sequence has gaps up to 20: missing 15..20", await ExportAsync(), StringComparison.Ordinal);

        await Kiosk.SendAsync(_before, 15, 20);
        Assert.Equal(0, (await SummaryAsync("e1")).Summary.GetProperty("gaps").GetInt64());
        Assert.Contains("epoch e1: sequence complete from 1 to 20,", await ExportAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_epoch_that_was_damaged_nobody_knows_whether_there_were_later_records()
    {
        _after.Begin("e1", 20, _before.Last, EpochBegan.Damaged);
        await Kiosk.SendAsync(_before);
        await Kiosk.SendAsync(_after);

        Assert.True((await SummaryAsync("e1")).Epoch.GetProperty("endDamaged").GetBoolean());
        Assert.Contains(
            "epoch e1: sequence complete from 1 to 20; it was damaged at the gate: whether there were records after 20 is not known,",
            await ExportAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_epoch_of_which_nothing_came_is_a_gap()
    {
        _after.Begin("e1", 20, _before.Last);
        await Kiosk.SendAsync(_after);

        var (summary, epoch) = await SummaryAsync("e1");
        Assert.Equal((20, 0), (summary.GetProperty("gaps").GetInt64(), epoch.GetProperty("records").GetInt64()));
        Assert.Contains("epoch e1: sequence has gaps up to 20: missing 1..20", await ExportAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(8)]
    public async Task Another_record_than_the_one_held_is_a_contradiction(long last)
    {
        _after.Begin("e1", last, RecordHash.Of("another"u8));
        await Kiosk.SendAsync(_before);
        await Kiosk.SendAsync(_after);

        var (summary, epoch) = await SummaryAsync("e1");
        Assert.Equal(("contradicted", "contradicted"), (summary.GetProperty("chain").GetString(), epoch.GetProperty("chain").GetString()));
        Assert.Contains("epoch e1: sequence complete from 1 to 20; another history of it was offered", await ExportAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_behind_damage_are_held_beyond_the_end_that_was_known()
    {
        _after.Begin("e1", 8, RecordHash.Of(_before.Line(8).AsSpan()[..^(RecordHash.TextLength + 1)]));
        await Kiosk.SendAsync(_before);
        await Kiosk.SendAsync(_after);

        var (summary, epoch) = await SummaryAsync("e1");
        Assert.Equal((0, "verified", 20), (summary.GetProperty("gaps").GetInt64(), summary.GetProperty("chain").GetString(), epoch.GetProperty("highest").GetInt64()));
    }

    [Fact]
    public async Task A_journal_begun_anew_without_a_word_of_the_one_before_is_told()
    {
        _after.Add(RecordKind.Epoch, """{"reason":"new"}""");
        await Kiosk.SendAsync(_before);
        await Kiosk.SendAsync(_after);

        var export = await ExportAsync();
        Assert.Contains("epoch e1: sequence complete from 1 to 20; no later epoch names its end", export, StringComparison.Ordinal);
        Assert.Contains("epoch e2: sequence complete from 1 to 1; no later epoch names its end", export, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"reason":"damaged","previousEpoch":"e1"}""")]
    [InlineData("""{"reason":"damaged","previousEpoch":"e1","previousSequence":3,"previousHash":"abc"}""")]
    [InlineData("""{"reason":"damaged","previousEpoch":"e1","previousSequence":-1,"previousHash":"0000000000000000000000000000000000000000000000000000000000000000"}""")]
    [InlineData("""{"reason":"damaged","previousEpoch":"E 1","previousSequence":3,"previousHash":"0000000000000000000000000000000000000000000000000000000000000000"}""")]
    [InlineData("""{"reason":"damaged","previousEpoch":"e2","previousSequence":3,"previousHash":"0000000000000000000000000000000000000000000000000000000000000000"}""")]
    [InlineData("""{"previousEpoch":"e1"}""")]
    public async Task A_beginning_that_says_it_by_halves_changes_nothing(string body)
    {
        _after.Add(RecordKind.Epoch, body);
        await Refused.ChangesNothingAsync(Host, HttpStatusCode.UnprocessableEntity, "Line 1", () => Kiosk.PostAsync(_after.All(), _after.Epoch));
    }

    [Fact]
    public async Task A_beginning_in_the_middle_changes_nothing()
    {
        _after.Walk(1);
        _after.Begin("e1", 20, _before.Last);
        await Refused.ChangesNothingAsync(Host, HttpStatusCode.UnprocessableEntity, "Line 4", () => Kiosk.PostAsync(_after.All(), _after.Epoch));
    }

    private async Task<(JsonElement Summary, JsonElement Epoch)> SummaryAsync(string epoch)
    {
        var summary = await Host.GetAsync("/api/v1/summary?verify=true");
        var epochs = summary.GetProperty("kiosks")[0].GetProperty("epochs");
        return (summary, epochs.EnumerateArray().Single(e => e.GetProperty("epoch").GetString() == epoch));
    }

    private Task<string> ExportAsync() =>
        Host.Browser.GetStringAsync(new Uri("/export.csv", UriKind.Relative), TestContext.Current.CancellationToken);
}
