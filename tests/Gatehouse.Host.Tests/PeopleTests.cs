using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;
using MiniExcelLibs;

namespace Gatehouse.Host.Tests;

/// <summary>People come from a sheet, and kiosks get what they need of them.</summary>
public sealed class PeopleTests : HostAndKiosk
{
    private const string Sheet = "number,name,group,badges,department,language,validFrom,validTo\n0001,王芳,office,H10301:7:1201;UID:04A1B2C3,Sales,zh,2026-01-01,2026-12-31\n0002,Li Wei,furnace,,,,,\n";

    private static readonly string[] Badges = ["H10301:7:1201", "UID:04A1B2C3"];

    [Fact]
    public async Task A_sheet_is_taken_over_and_taking_it_over_again_changes_nothing()
    {
        var (code, output, error) = await ImportAsync(Sheet);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("0001 王芳 is new", output, StringComparison.Ordinal);
        Assert.Matches("2 new, 0 changed, 0 as before: roster 1-[0-9a-f]{8} is ready", output);
        Assert.Contains("0 new, 0 changed, 2 as before: there was nothing to take over", (await ImportAsync(Sheet)).Output, StringComparison.Ordinal);

        var people = await ListAsync();
        Assert.Equal(("0001", "王芳", "office", "Sales", "zh"), (Of("number"), Of("name"), Of("group"), Of("department"), Of("language")));
        Assert.Equal(["H10301:7:1201", "UID:04A1B2C3"], people[0].GetProperty("badges").EnumerateArray().Select(b => b.GetProperty("badge").GetString()));

        string? Of(string name) => people[0].GetProperty(name).GetString();
    }

    [Fact]
    public async Task Days_are_the_sites_and_the_last_one_is_whole()
    {
        await ImportAsync(Sheet);
        var person = (await ListAsync())[0];
        var zone = TimeZoneInfo.Local;
        Assert.Equal(Midnight(2026, 1, 1), person.GetProperty("validFrom").GetDateTimeOffset());
        Assert.Equal(Midnight(2027, 1, 1), person.GetProperty("validTo").GetDateTimeOffset());

        DateTimeOffset Midnight(int year, int month, int day)
        {
            var local = new DateTime(year, month, day);
            return new DateTimeOffset(local, zone.GetUtcOffset(local));
        }
    }

    [Fact]
    public async Task What_would_change_is_said_and_nothing_done_in_a_dry_run()
    {
        await ImportAsync(Sheet);
        var changed = Sheet.Replace("furnace,", "furnace,KEYS:42", StringComparison.Ordinal).Replace("Sales", "", StringComparison.Ordinal);
        var (code, output, _) = await ImportAsync(changed, "--dry-run");
        Assert.Equal(0, code);
        Assert.Contains("0001 王芳: department Sales becomes none", output, StringComparison.Ordinal);
        Assert.Contains("0002 Li Wei: gets the badge KEYS:42", output, StringComparison.Ordinal);
        Assert.Contains("0 new, 2 changed, 0 as before: nothing was taken over yet", output, StringComparison.Ordinal);
        Assert.Equal("Sales", (await ListAsync())[0].GetProperty("department").GetString());
        Assert.Single(Host.Query("SELECT number FROM roster"));
    }

    [Theory]
    [InlineData("0003,,office,,,,,", "Row 4, name: it is empty.")]
    [InlineData(",Name,office,,,,,", "Row 4, number: it is empty.")]
    [InlineData("0001,Twin,office,,,,,", "Row 4, number: 0001 stands in row 2, too: each person has a number of their own.")]
    [InlineData("0003,Name,office,H10301:7:1201,,,,", "Row 4, badges: H10301:7:1201 stands in row 2, too: a badge is one person's.")]
    [InlineData("0003,Name,office,7-1201,,,,", "Row 4, badges: '7-1201' is no badge as a reader says it, such as H10301:7:1201, UID:04A1B2C3D4E5F6 or KEYS:0042.")]
    [InlineData("0003,Name,office,,,Chinese!,,", "Row 4, language: 'Chinese!' names no language: write it as zh or en.")]
    [InlineData("0003,Name,office,,,,31.12.2026,", "Row 4, validFrom: '31.12.2026' is no day: write it as 2026-12-31.")]
    [InlineData("0003,Name,office,H10301:007:1201,,,,", "Row 4, badges: 'H10301:007:1201' is no badge as a reader says it, such as H10301:7:1201, UID:04A1B2C3D4E5F6 or KEYS:0042.")]
    [InlineData("0003,Name,office,UID:4A1,,,,", "Row 4, badges: 'UID:4A1' is no badge as a reader says it, such as H10301:7:1201, UID:04A1B2C3D4E5F6 or KEYS:0042.")]
    [InlineData("0003,Na\u0007me,office,,,,,", "Row 4, name: it holds a character that nobody sees, such as a line's end: write it anew.")]
    [InlineData("0003,Name,office,,,,0001-01-01,", "Row 4, validFrom: 0001-01-01 lies before 1900 or after 2200: leave the cell empty where there is no bound.")]
    [InlineData("0003,Name,office,,,,,2999-01-01", "Row 4, validTo: 2999-01-01 lies before 1900 or after 2200: leave the cell empty where there is no bound.")]
    [InlineData("0003,Name,office,,,,2026-02-01,2026-01-01", "Row 4, validTo: it lies before validFrom.")]
    public async Task A_cell_that_is_wrong_is_named_and_nothing_is_taken_over(string row, string says)
    {
        var (code, output, error) = await ImportAsync(Sheet + row + "\n");
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith(says + "\n", error, StringComparison.Ordinal);
        Assert.EndsWith("1 cell is wrong, so that nothing was taken over: mend the sheet and import it again.\n", error, StringComparison.Ordinal);
        Assert.Empty(Host.Query("SELECT number FROM person"));
    }

    [Fact]
    public async Task Every_wrong_cell_is_named_at_once_and_a_badge_that_somebody_else_has_too()
    {
        await ImportAsync(Sheet);
        var (code, _, error) = await ImportAsync("number,name,group,badges\n0007,,office,UID:04A1B2C3\n0008,Name,,UID:04A1B2C3\n0009,Other,office,UID:04A1B2C3\n");
        Assert.Equal(1, code);
        Assert.Equal(["Row 2, name: it is empty.", "Row 3, group: it is empty."], error.Split('\n').Where(l => l.Contains("empty", StringComparison.Ordinal)));
        (code, _, error) = await ImportAsync("number,name,group,badges\n0009,Other,office,UID:04A1B2C3\n");
        Assert.Equal(1, code);
        Assert.StartsWith("Row 2, badges: UID:04A1B2C3 is another person's, 0001: say 'gatehouse-host badge return' first.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "holds nobody")]
    [InlineData("number,name\n1,a\n", "has no column group")]
    [InlineData("number,name,group,Number\n1,a,b,c\n", "has the column number twice")]
    [InlineData("number,name,group\n1,\"a,b\n", "is no CSV")]
    public async Task A_sheet_that_is_none_is_named(string text, string says)
    {
        var (code, _, error) = await ImportAsync(text);
        Assert.Equal(1, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task An_end_that_never_comes_is_none_and_what_changes_is_told_by_the_sites_days()
    {
        await ImportAsync(Sheet);
        var (code, output, error) = await ImportAsync(Sheet.Replace("2026-12-31", "9999-12-31", StringComparison.Ordinal));
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("0001 王芳: validTo 2026-12-31 becomes none", output, StringComparison.Ordinal);
        Assert.False((await ListAsync())[0].TryGetProperty("validTo", out _));
    }

    [Fact]
    public async Task A_badge_that_was_returned_may_be_given_to_somebody_else()
    {
        await ImportAsync(Sheet);
        await CommandAsync("badge", "return", "UID:04A1B2C3");
        var (code, output, error) = await ImportAsync("number,name,group,badges\n0003,Cid,office,UID:04A1B2C3\n");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("0003 Cid is new", output, StringComparison.Ordinal);
        var people = await ListAsync();
        Assert.Equal(["H10301:7:1201"], people[0].GetProperty("badges").EnumerateArray().Select(b => b.GetProperty("badge").GetString()));
        Assert.Equal("active", people[2].GetProperty("badges")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_damaged_letter_is_named_rather_than_read_as_Chinese()
    {
        var bytes = Encoding.UTF8.GetBytes(Sheet);
        bytes[Array.IndexOf(bytes, (byte)0xE7)] = 0xFF;
        var (code, _, error) = await ImportAsync([.. bytes, .. Encoding.UTF8.GetBytes("0005,李娜,车间,,,,,\n")]);
        Assert.Equal(1, code);
        Assert.Contains("is UTF-8, but not at byte", error, StringComparison.Ordinal);
        Assert.Equal(0, (await ImportAsync([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Sheet)])).Code);
    }

    [Fact]
    public async Task A_sheet_as_Excel_writes_it_in_China_is_read()
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var (code, _, error) = await ImportAsync(encoding.GetBytes("工号;姓名;班组;卡号;备注\r\n0001;王芳;办公室;H10301:7:1201;x\r\n;;;;\r\n"));
        Assert.Equal((0, ""), (code, error));
        Assert.Equal("王芳", Assert.Single(await ListAsync()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_worksheet_is_read_with_its_days_and_numbers_as_they_are_seen()
    {
        using var sheet = new MemoryStream();
        await sheet.SaveAsAsync(new[]
        {
            new Dictionary<string, object?> { ["number"] = "0001", ["name"] = "王芳", ["group"] = "office", ["badges"] = "H10301:7:1201", ["validTo"] = new DateTime(2026, 12, 31) },
            new Dictionary<string, object?> { ["number"] = 17, ["name"] = "Li Wei", ["group"] = "furnace", ["badges"] = null, ["validTo"] = null },
        }, cancellationToken: Token);
        var (code, output, error) = await ImportAsync(sheet.ToArray());
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("2 new", output, StringComparison.Ordinal);
        var people = await ListAsync();
        Assert.Equal(["0001", "17"], people.Select(p => p.GetProperty("number").GetString()));
        Assert.True(people[0].TryGetProperty("validTo", out _));
        Assert.False(people[1].TryGetProperty("validTo", out _));

        var half = sheet.ToArray();
        (code, _, error) = await ImportAsync(half[..(half.Length / 2)]);
        Assert.Equal(1, code);
        Assert.Contains("is a damaged XLSX", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kiosk_gets_the_whole_and_then_what_changed_and_badges_as_hashes_alone()
    {
        Assert.Null(await RosterAsync(null));
        await ImportAsync(Sheet);
        var whole = (await RosterAsync("2026-03-01"))!;
        Assert.Null(whole.Since);
        Assert.Equal(["0001", "0002"], whole.Roster.People.Select(p => p.Number));
        Assert.Equal(["furnace", "office"], whole.Roster.Groups.Select(g => g.Name));
        var key = Convert.FromBase64String(whole.Roster.BadgeKey);
        Assert.Equal(Badges.Select(b => BadgeHash.Of(b, key).Hex).ToHashSet(StringComparer.Ordinal), whole.Roster.People[0].Badges.ToHashSet(StringComparer.Ordinal));
        Assert.Null(await RosterAsync(whole.Roster.Revision));

        Assert.Equal(0, (await CommandAsync("badge", "lost", "UID:04A1B2C3")).Code);
        var changed = (await RosterAsync(whole.Roster.Revision))!;
        Assert.Equal(whole.Roster.Revision, changed.Since);
        Assert.Equal([BadgeHash.Of("H10301:7:1201", key).Hex], Assert.Single(changed.Roster.People).Badges);
        var roster = changed.Of(whole.Roster)!;
        Assert.Equal(["0002", "0001"], roster.People.Select(p => p.Number));
        Assert.Null(changed.Of(roster));
    }

    [Theory]
    [InlineData("1-00000000")]
    [InlineData("99-00000000")]
    [InlineData("x")]
    [InlineData("-")]
    [InlineData("1")]
    public async Task A_kiosk_that_builds_on_a_revision_this_host_did_not_give_gets_the_whole(string since)
    {
        await ImportAsync(Sheet);
        Assert.Null((await RosterAsync(since))!.Since);
    }

    [Fact]
    public async Task The_host_soon_knows_by_which_revision_each_kiosk_decides()
    {
        await ImportAsync(Sheet);
        var revision = (await RosterAsync(null))!.Roster.Revision;
        await RosterAsync(revision);
        while (!(await CommandAsync("kiosk", "list")).Output.Contains(revision, StringComparison.Ordinal))
        {
            Token.ThrowIfCancellationRequested();
        }
    }

    [Fact]
    public async Task A_kiosk_is_told_at_once_and_no_more_once_it_is_revoked()
    {
        await ImportAsync(Sheet);
        using var response = await Kiosk.Client.GetAsync(new Uri(Routes.NewsOf(KioskId.Parse("gate-1")), UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        while (await NextAsync(lines) is { } news && news.Roster?.StartsWith("1-", StringComparison.Ordinal) != true)
        {
        }

        await CommandAsync("people", "suspend", "0002");
        while (await NextAsync(lines) is { } news && news.Roster?.StartsWith("2-", StringComparison.Ordinal) != true)
        {
        }

        await CommandAsync("kiosk", "revoke", "gate-1");
        await CommandAsync("people", "readmit", "0002");
        while (await NextAsync(lines) is { } news)
        {
            Assert.DoesNotContain("3-", news.Roster, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nobody_else_gets_a_roster()
    {
        await ImportAsync(Sheet);
        using var other = await Host.KioskAsync("gate-2");
        using var stranger = await Host.StrangerAsync();
        foreach (var route in new[] { Routes.RosterOf(KioskId.Parse("gate-1"), null), Routes.NewsOf(KioskId.Parse("gate-1")) })
        {
            using var theirs = await other.Client.GetAsync(new Uri(route, UriKind.Relative), Token);
            await Refused.WithAsync(theirs, System.Net.HttpStatusCode.Forbidden, "another kiosk's");
            using var nobodys = await stranger.Client.GetAsync(new Uri(route, UriKind.Relative), Token);
            await Refused.WithAsync(nobodys, System.Net.HttpStatusCode.Unauthorized, "No client certificate");
        }
    }

    [Fact]
    public async Task What_is_not_there_is_named_and_what_is_so_already_changes_nothing()
    {
        await ImportAsync(Sheet);
        Assert.Contains("Nobody has the badge KEYS:1", (await CommandAsync("badge", "lost", "KEYS:1")).Error, StringComparison.Ordinal);
        Assert.Contains("Nobody has the number 9", (await CommandAsync("people", "suspend", "9")).Error, StringComparison.Ordinal);
        Assert.Contains("H10301:7:1201 of 0001 王芳 is active: it was so before", (await CommandAsync("badge", "activate", "H10301:7:1201")).Output, StringComparison.Ordinal);
        Assert.Contains("0001 王芳 is let in again: it was so before", (await CommandAsync("people", "readmit", "0001")).Output, StringComparison.Ordinal);
        Assert.Single(Host.Query("SELECT number FROM roster"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<HostNews?> NextAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return JsonSerializer.Deserialize(line["data: ".Length..], ContractJson.Default.HostNews);
            }
        }

        return null;
    }

    private Task<(int Code, string Output, string Error)> CommandAsync(params string[] arguments) =>
        RunningHost.CommandAsync(null, [.. arguments, "--data", Host.Data]);

    private Task<(int Code, string Output, string Error)> ImportAsync(string text, params string[] more) => ImportAsync(Encoding.UTF8.GetBytes(text), more);

    private async Task<(int Code, string Output, string Error)> ImportAsync(byte[] bytes, params string[] more)
    {
        var file = Path.Combine(Host.Data, "..", "people.csv");
        await File.WriteAllBytesAsync(file, bytes, Token);
        return await CommandAsync(["people", "import", file, .. more]);
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync()
    {
        using var list = JsonDocument.Parse((await CommandAsync("people", "list", "--json")).Output);
        return [.. list.RootElement.Clone().GetProperty("people").EnumerateArray()];
    }

    private async Task<RosterUpdate?> RosterAsync(string? since)
    {
        using var response = await Kiosk.Client.GetAsync(new Uri(Routes.RosterOf(KioskId.Parse("gate-1"), since), UriKind.Relative), Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, text);
        return text.Length == 0 ? null : JsonSerializer.Deserialize(text, ContractJson.Default.RosterUpdate);
    }
}
