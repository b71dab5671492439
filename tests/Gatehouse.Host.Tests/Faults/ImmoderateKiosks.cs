using System.Net;
using System.Text;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Faults;

/// <summary>A paired kiosk that is buggy or taken over must not spoil what the host shows of the others.</summary>
public sealed class ImmoderateKiosks : HostAndKiosk
{
    [Fact]
    public async Task A_number_near_the_largest_is_refused_and_the_summary_stays()
    {
        foreach (var epoch in (string[])["e1", "e2"])
        {
            var journal = new Journal("gate-1", epoch);
            journal.Decide(Journal.PassageId(1));
            var line = Edited(journal, "\"seq\":1,", "\"seq\":9223372036854775806,");
            await Refused.ChangesNothingAsync(Host, HttpStatusCode.BadRequest, "'seq'", () => Kiosk.PostAsync(line, epoch));
        }

        await Kiosk.SendAsync(new Journal("gate-1").Walk(1));
        Assert.Equal(2, (await Host.GetAsync("/api/v1/summary")).GetProperty("records").GetInt64());
    }

    [Fact]
    public async Task A_database_that_holds_such_numbers_still_gives_a_summary()
    {
        await Kiosk.SendAsync(new Journal("gate-1").Walk(1));
        await Kiosk.SendAsync(new Journal("gate-1", "e2").Walk(1));
        Host.Alter("UPDATE run SET First = 5, Last = 9223372036854775806", rows: 2);

        var summary = await Host.GetAsync("/api/v1/summary");
        Assert.Equal(long.MaxValue, summary.GetProperty("records").GetInt64());
    }

    [Theory]
    [InlineData("\"readings\":1", "\"readings\":2147483647")]
    [InlineData("\"readings\":1", "\"readings\":-1")]
    [InlineData("\"person\":\"1001\"", "\"person\":\"LONG\"")]
    [InlineData("\"group\":\"assembly\"", "\"group\":\"LONG\"")]
    [InlineData("\"reason\":\"clear\"", "\"reason\":\"LONG\"")]
    [InlineData("\"verdict\":\"clear\"", "\"verdict\":\"LONG\"")]
    [InlineData("\"direction\":\"in\"", "\"direction\":\"LONG\"")]
    [InlineData("\"person\":\"1001\"", "\"person\":\"1001\",\"Person\":\"1002\"")]
    public Task A_decision_beyond_its_bounds_is_refused(string text, string instead)
    {
        var journal = new Journal("gate-1");
        journal.Decide(Journal.PassageId(1), person: "1001");
        return Refused.ChangesNothingAsync(Host, HttpStatusCode.UnprocessableEntity, "bounds", () => Kiosk.PostAsync(Edited(journal, text, instead)));
    }

    [Theory]
    [InlineData("\"outcome\":\"passed\"", "\"outcome\":\"LONG\"")]
    [InlineData("\"workMilliseconds\":1.25", "\"workMilliseconds\":1e999")]
    [InlineData("\"waitMilliseconds\":700", "\"waitMilliseconds\":1e300")]
    public Task A_closing_beyond_its_bounds_is_refused(string text, string instead)
    {
        var journal = new Journal("gate-1");
        journal.Close(Journal.PassageId(1), 1, epoch: "e0");
        return Refused.ChangesNothingAsync(Host, HttpStatusCode.UnprocessableEntity, "bounds", () => Kiosk.PostAsync(Edited(journal, text, instead)));
    }

    [Fact]
    public Task A_name_beyond_its_bounds_is_refused()
    {
        var journal = new Journal("gate-1");
        journal.Decide(Journal.PassageId(1), person: "1001", name: new string('x', RecordLimits.MaxName + 1));
        return Refused.ChangesNothingAsync(Host, HttpStatusCode.UnprocessableEntity, "128 characters", () => Kiosk.PostAsync(journal.All()));
    }

    [Fact]
    public Task A_line_with_a_key_twice_is_refused()
    {
        var journal = new Journal("gate-1");
        journal.Decide(Journal.PassageId(1));
        var line = Edited(journal, "{\"kiosk\"", "{\"kiosk\":\"gate-2\",\"kiosk\"");
        return Refused.ChangesNothingAsync(Host, HttpStatusCode.BadRequest, "Line 1", () => Kiosk.PostAsync(line));
    }

    [Fact]
    public async Task A_clock_far_ahead_does_not_hold_the_top_of_the_list()
    {
        await LateAndThenRightAsync();

        Assert.Equal(["1001", "9999"], await PeopleAsync(""));
        Assert.Equal(["9999"], await PeopleAsync("?person=9999&from=2026-01-01T00:00:00Z&to=9999-01-01T00:00:00Z"));
        var late = (await Host.GetAsync("/api/v1/entries?person=9999")).GetProperty("entries")[0];
        Assert.Equal("9999-12-31T23:59:59+00:00", late.GetProperty("at").GetString());
    }

    /// <summary>A decision at the end of all time, and then one an hour from now.</summary>
    private async Task LateAndThenRightAsync()
    {
        var journal = new Journal("gate-1") { At = new DateTimeOffset(9999, 12, 31, 23, 59, 58, TimeSpan.Zero) };
        journal.Decide(Journal.PassageId(1), person: "9999");
        await Kiosk.SendAsync(journal, 1, 1);
        journal.At = TimeProvider.System.GetUtcNow().AddHours(1);
        journal.Decide(Journal.PassageId(2), person: "1001");
        await Kiosk.SendAsync(journal, 2, 2);
    }

    private async Task<List<string?>> PeopleAsync(string query) =>
        [.. (await Host.GetAsync("/api/v1/entries" + query)).GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("person").GetString())];

    /// <summary>The journal's first line with another text in it and a right hash.</summary>
    private static byte[] Edited(Journal journal, string text, string instead)
    {
        var line = Encoding.UTF8.GetString(journal.Line(1));
        var json = line[..line.IndexOf('\t', StringComparison.Ordinal)];
        Assert.Contains(text, json, StringComparison.Ordinal);
        instead = instead.Replace("LONG", new string('x', 20_000), StringComparison.Ordinal);
        return [.. Journal.Sealed(json.Replace(text, instead, StringComparison.Ordinal)), (byte)'\n'];
    }
}
