using System.Net;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

public sealed class EntriesTests : HostAndKiosk
{
    [Fact]
    public async Task A_decision_and_its_closing_are_one_entry()
    {
        var journal = new Journal("gate-1");
        var passage = Journal.PassageId(1);
        journal.Close(passage, journal.Decide(passage, person: "1001", name: "Li Na"));
        await Kiosk.SendAsync(journal);

        var entry = Assert.Single(await EntriesAsync());
        Assert.Equal(
            ("gate-1", "1001", "Li Na", "granted", "clear", "passed"),
            (Text(entry, "kiosk"), Text(entry, "person"), Text(entry, "name"), Text(entry, "decision"), Text(entry, "verdict"), Text(entry, "outcome")));
        Assert.Equal("2026-03-01T08:00:01+00:00", Text(entry, "at"));
        Assert.DoesNotContain("36.512", entry.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closing_that_comes_first_waits_for_its_decision()
    {
        var journal = new Journal("gate-1");
        var passage = Journal.PassageId(1);
        journal.Close(passage, journal.Decide(passage, person: "1001"), PassageOutcome.GivenUp);

        await Kiosk.SendAsync(journal, 2, 2);
        Assert.Empty(await EntriesAsync());
        Assert.Equal(0, (await Host.GetAsync("/api/v1/summary")).GetProperty("passages").GetInt32());

        await Kiosk.SendAsync(journal, 1, 1);
        var entry = Assert.Single(await EntriesAsync());
        Assert.Equal(("givenUp", "2026-03-01T08:00:01+00:00", 1), (Text(entry, "outcome"), Text(entry, "at"), entry.GetProperty("sequence").GetInt32()));
    }

    [Fact]
    public async Task A_closing_in_the_next_epoch_closes_the_passage_of_the_one_before()
    {
        var passage = Journal.PassageId(1);
        var before = new Journal("gate-1");
        before.Decide(passage, person: "1001");
        var after = new Journal("gate-1", "e2");
        after.Close(passage, 1, PassageOutcome.Unknown, before.Epoch);
        await Kiosk.SendAsync(after);
        await Kiosk.SendAsync(before);

        Assert.Equal("unknown", Text(Assert.Single(await EntriesAsync()), "outcome"));
    }

    [Fact]
    public async Task Filters_by_person_gate_verdict_and_time()
    {
        using var second = await Host.KioskAsync("gate-2");
        var one = new Journal("gate-1");
        one.Decide(Journal.PassageId(1), person: "1001", name: "王小明");
        one.Decide(Journal.PassageId(2), person: "1002", name: "Li_Na", granted: false, verdict: "refer", reason: "refer");
        one.Decide(Journal.PassageId(3), granted: false, verdict: null, reason: "unknownBadge");
        var two = new Journal("gate-2") { At = one.At.AddHours(1) };
        two.Decide(Journal.PassageId(4), person: "1001", name: "王小明");
        await Kiosk.SendAsync(one);
        await second.SendAsync(two);

        Assert.Equal([4, 1], await PassagesAsync("person=1001"));
        Assert.Equal([4, 1], await PassagesAsync($"person={Uri.EscapeDataString("小明")}"));
        Assert.Empty(await PassagesAsync("person=100"));
        Assert.Equal([2], await PassagesAsync("person=li_na"));
        Assert.Empty(await PassagesAsync("person=L__Na"));
        Assert.Empty(await PassagesAsync("person=Li%25Na"));
        Assert.Equal([3, 2, 1], await PassagesAsync("gate=gate-1"));
        Assert.Equal([2], await PassagesAsync("verdict=refer"));
        Assert.Equal([3], await PassagesAsync("verdict=none"));
        Assert.Equal([4], await PassagesAsync("from=2026-03-01T09:00:00Z"));
        Assert.Equal([3, 2, 1], await PassagesAsync("to=2026-03-01T16:30:00%2B08:00"));
        Assert.Equal([1], await PassagesAsync("person=1001&gate=gate-1"));
    }

    [Theory]
    [InlineData("verdict=fever", "verdict")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=1", "to")]
    [InlineData("gate=nope", "gate")]
    [InlineData("from=11/12/2026", "from")]
    [InlineData("from=08:00", "from")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("after=x", "after")]
    [InlineData("persom=1001", "persom")]
    public async Task Names_a_filter_it_does_not_understand(string query, string names)
    {
        using var response = await Host.Browser.GetAsync(new Uri("/api/v1/entries?" + query, UriKind.Relative), Token);
        await Refused.WithAsync(response, HttpStatusCode.BadRequest, $"'{names}'");
    }

    [Theory]
    [InlineData("GET", "/api/v1/summary?verify=zz", HttpStatusCode.BadRequest, "'verify'")]
    [InlineData("GET", "/api/v1/summary?verfy=true", HttpStatusCode.BadRequest, "'verfy'")]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound, "nothing at this address")]
    [InlineData("POST", "/api/v2", HttpStatusCode.NotFound, "nothing at this address")]
    [InlineData("POST", "/api/v1/summary", HttpStatusCode.MethodNotAllowed, "GET")]
    [InlineData("DELETE", "/api/v1/entries", HttpStatusCode.MethodNotAllowed, "GET")]
    public async Task Tells_a_program_in_its_own_language_what_is_not_served(string method, string path, HttpStatusCode status, string says)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Headers.Add("Accept", "text/html");
        using var response = await Host.Browser.SendAsync(request, Token);
        await Refused.WithAsync(response, status, says);
    }

    [Fact]
    public async Task Says_how_many_a_filter_lets_through()
    {
        await Kiosk.SendAsync(new Journal("gate-1").Walk(12));
        var all = await Host.GetAsync("/api/v1/entries/count");
        Assert.Equal((12, "exactly"), (all.GetProperty("count").GetInt32(), Text(all, "is")));
        Assert.Equal(1, (await Host.GetAsync("/api/v1/entries/count?person=Person+11&gate=gate-1")).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Finds_a_person_by_the_name_on_the_roster_where_what_kiosks_sent_is_erased()
    {
        await Kiosk.SendAsync(new Journal("gate-1").Walk(3));
        Host.Alter("DELETE FROM personal", rows: 3);
        Assert.Empty(await PassagesAsync("person=Person+1"));
        var sheet = Path.Combine(Host.Data, "..", "people.csv");
        await File.WriteAllTextAsync(sheet, "number,name,group,badges\n1001,Person 1,office,KEYS:1\n", Token);
        await RunningHost.CommandAsync(null, "people", "import", sheet, "--data", Host.Data);
        Assert.Single(await PassagesAsync("person=person+1"));
    }

    [Fact]
    public async Task Pages_by_key_so_that_arrivals_shift_nothing()
    {
        var journal = new Journal("gate-1").Walk(25);
        await Kiosk.SendAsync(journal);
        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = await Host.GetAsync("/api/v1/entries?limit=7" + (next is null ? "" : "&after=" + next));
            seen.AddRange(page.GetProperty("entries").EnumerateArray().Select(e => Text(e, "passage")!));
            next = page.TryGetProperty("next", out var place) ? place.GetString() : null;
            // Somebody walks through between two pages.
            var first = journal.Count + 1;
            journal.Walk(1);
            await Kiosk.SendAsync(journal, first, journal.Count);
        }
        while (next is not null);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => Journal.PassageId(i * 2)).Reverse(), seen);
    }

    [Fact]
    public async Task Pages_through_entries_of_one_instant()
    {
        var journal = new Journal("gate-1");
        for (var i = 1; i <= 5; i++)
        {
            journal.At = new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
            journal.Decide(Journal.PassageId(i), person: "1001");
        }

        await Kiosk.SendAsync(journal);
        var first = await Host.GetAsync("/api/v1/entries?limit=3");
        var second = await Host.GetAsync("/api/v1/entries?limit=3&after=" + first.GetProperty("next").GetString());
        Assert.Equal(
            [5, 4, 3, 2, 1],
            first.GetProperty("entries").EnumerateArray().Concat(second.GetProperty("entries").EnumerateArray()).Select(e => e.GetProperty("sequence").GetInt32()));
    }

    [Fact]
    public async Task The_summary_names_watermark_and_gaps_of_each_kiosk()
    {
        await Host.CredentialAsync("gate-2");
        var journal = new Journal("gate-1").Walk(5);
        await Kiosk.SendAsync(journal, 1, 4);
        await Kiosk.SendAsync(journal, 7, 10);

        var summary = await Host.GetAsync("/api/v1/summary?verify=true");

        Assert.Equal((8, 4, 2, "verified"), (summary.GetProperty("records").GetInt32(), summary.GetProperty("passages").GetInt32(), summary.GetProperty("gaps").GetInt32(), Text(summary, "chain")));
        var kiosks = summary.GetProperty("kiosks").EnumerateArray().ToList();
        Assert.Equal(["gate-1", "gate-2"], kiosks.Select(k => Text(k, "kiosk")));
        var epoch = Assert.Single(kiosks[0].GetProperty("epochs").EnumerateArray());
        Assert.Equal((4, 10), (epoch.GetProperty("watermark").GetInt32(), epoch.GetProperty("highest").GetInt32()));
        Assert.Equal("""[{"from":5,"to":6}]""", epoch.GetProperty("missing").GetRawText());
    }

    private async Task<List<JsonElement>> EntriesAsync(string query = "") =>
        [.. (await Host.GetAsync("/api/v1/entries?" + query)).GetProperty("entries").EnumerateArray()];

    private async Task<List<int>> PassagesAsync(string query) =>
        [.. (await EntriesAsync(query)).Select(e => int.Parse(Text(e, "passage")![..8], System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture))];

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
