using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Api;

/// <summary>What was once for the command line alone, by the API: rules of gates, all of a person and their end, kiosks, and the daily tree.</summary>
public sealed class EverythingTests : HostAndKiosk
{
    private readonly Journal _journal = new("gate-1");
    private Person? _clerk;

    private Person Clerk => _clerk!;

    protected override async Task PrepareAsync()
    {
        _clerk = Begin();
        _journal.Decide(Journal.PassageId(1), person: "0001", name: "王芳");
        await Kiosk.SendAsync(_journal);
        await Person.BodyAsync(ImportAsync("number,name,group,badges\n0001,王芳,office,H10301:7:1201\n0002,Li Wei,furnace,\n"));
    }

    protected override ValueTask EndAsync()
    {
        _clerk?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Gates_look_who_is_in_already_as_they_are_told()
    {
        Assert.Equal("off", Text(await GetAsync("/antipassback"), "rule"));
        await Person.BodyAsync(Clerk.PutAsync("/api/v1/antipassback", new { rule = "soft", minutes = 90 }));
        var soft = await GetAsync("/antipassback");
        Assert.Equal(("soft", 90), (Text(soft, "rule"), soft.GetProperty("minutes").GetInt32()));
        await Person.BodyAsync(Clerk.PutAsync("/api/v1/antipassback", new { rule = "hard" }));
        Assert.Equal(24 * 60, (await GetAsync("/antipassback")).GetProperty("minutes").GetInt32());
        await Person.BodyAsync(Clerk.PutAsync("/api/v1/antipassback", new { rule = "off" }));
        Assert.False((await GetAsync("/antipassback")).TryGetProperty("minutes", out _));
        Assert.Contains("rule", await Person.RefusedAsync(Clerk.PutAsync("/api/v1/antipassback", new { rule = "firm" }), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("minutes", await Person.RefusedAsync(Clerk.PutAsync("/api/v1/antipassback", new { rule = "hard", minutes = 1441 }), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Equal(["site.antipassback", "site.antipassback", "site.antipassback"], await ActionsAsync(3));
    }

    [Fact]
    public async Task Somebody_of_a_group_has_to_be_on_post_at_a_gate_until_nobody_has()
    {
        Assert.False((await GetAsync("/gates/gate-1/duty")).TryGetProperty("group", out _));
        await Person.BodyAsync(Clerk.PutAsync("/api/v1/gates/gate-1/duty", new { group = "office" }));
        var duty = await GetAsync("/gates/gate-1/duty");
        Assert.Equal(("office", 480), (Text(duty, "group"), duty.GetProperty("minutes").GetInt32()));
        Assert.Contains("Nobody is in a group", await Person.RefusedAsync(Clerk.PutAsync("/api/v1/gates/gate-1/duty", new { group = "guards" }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await Person.BodyAsync(Clerk.DeleteAsync("/api/v1/gates/gate-1/duty"));
        Assert.False((await GetAsync("/gates/gate-1/duty")).TryGetProperty("group", out _));
        await Person.RefusedAsync(Clerk.GetAsync("/api/v1/gates/gate-9/duty"), HttpStatusCode.NotFound);
        Assert.Equal(["gate.duty", "gate.duty"], await ActionsAsync(2));
    }

    [Fact]
    public async Task Every_gate_is_put_in_a_mode_at_once_and_says_why_it_is()
    {
        Assert.Equal("normal", Text(await GetAsync("/gates/gate-1/mode"), "mode"));
        await Person.BodyAsync(Clerk.PutAsync("/api/v1/gates/mode", new { mode = "guard", reason = "audit" }));
        var mode = await GetAsync("/gates/gate-1/mode");
        Assert.Equal(("guard", "audit", "tests"), (Text(mode, "mode"), Text(mode, "reason"), Text(mode, "by")));
        Assert.False((await GetAsync("/lockdown")).GetProperty("locked").GetBoolean());
        await Person.BodyAsync(Clerk.PutAsync("/api/v1/lockdown", new { reason = "spill" }));
        Assert.Equal((true, "spill"), (await GetAsync("/lockdown") is var locked && locked.GetProperty("locked").GetBoolean(), Text(locked, "reason")));
    }

    [Fact]
    public async Task All_of_a_person_is_for_those_who_may_see_measured_values_and_each_look_is_entered()
    {
        using var admin = await Host.UserAsync("admin", "admin");
        Assert.Contains("health.read", await Person.RefusedAsync(admin.GetAsync("/api/v1/people/0001/export"), HttpStatusCode.Forbidden), StringComparison.Ordinal);
        using var blind = Begin(await Host.TokenAsync("values", "health.read"));
        Assert.Contains("people.read", await Person.RefusedAsync(blind.GetAsync("/api/v1/people/0001/export"), HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.DoesNotContain("person.export", await ActionsAsync(10));

        using var duty = await Host.UserAsync("duty", "duty");
        using var response = await duty.GetAsync("/api/v1/people/0001/export");
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        await using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync(Token));
        using var entries = new StreamReader(await zip.GetEntry("entries.jsonl")!.OpenAsync(Token));
        Assert.Equal("王芳", JsonElement.Parse(await entries.ReadToEndAsync(Token)).GetProperty("values").GetProperty("name").GetString());
        Assert.Equal(["person.export"], await ActionsAsync(1));
        Assert.Contains("Nobody has the number 7", await Person.RefusedAsync(duty.GetAsync("/api/v1/people/7/export"), HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_removed_is_erased_after_some_days_and_no_earlier()
    {
        Assert.Contains("was not removed", await Person.RefusedAsync(Clerk.PostAsync("/api/v1/people/0001/purge", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await Person.BodyAsync(Clerk.DeleteAsync("/api/v1/people/0001"));
        Assert.Contains("can be purged from", await Person.RefusedAsync(Clerk.PostAsync("/api/v1/people/0001/purge", new { days = 2 }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await Host.RestartAsync(TimeSpan.FromDays(2));
        using var later = Begin();
        Assert.Equal(1, (await Person.BodyAsync(later.PostAsync("/api/v1/people/0001/purge", new { days = 2 }))).GetProperty("records").GetInt32());
        Assert.False((await Host.GetAsync("/api/v1/entries")).GetProperty("entries")[0].TryGetProperty("name", out _));
    }

    [Fact]
    public async Task A_sheet_is_made_filled_and_taken_over_but_for_its_bad_rows()
    {
        Assert.Equal("\uFEFF工号,姓名,班组,卡号,部门,语言,生效日期,失效日期\r\n", Encoding.UTF8.GetString(await Clerk.Client.GetByteArrayAsync(new Uri("/api/v1/people/template?format=csv&language=zh", UriKind.Relative), Token)));
        Assert.Equal("PK", Encoding.ASCII.GetString((await Clerk.Client.GetByteArrayAsync(new Uri("/api/v1/people/template", UriKind.Relative), Token))[..2]));
        Assert.Contains("format", await Person.RefusedAsync(Clerk.GetAsync("/api/v1/people/template?format=pdf"), HttpStatusCode.BadRequest), StringComparison.Ordinal);

        const string sheet = "number,Nachname,group\n0003,Ann,office\n0004,,office\n";
        Assert.Contains("no column name", await Person.RefusedAsync(ImportAsync(sheet), HttpStatusCode.Conflict), StringComparison.Ordinal);
        var report = await Person.BodyAsync(ImportAsync(sheet, "?leaveOut=true&map=name%3DNachname"));
        Assert.Equal((1, 1), (report.GetProperty("added").GetInt32(), report.GetProperty("badRows").GetInt32()));
        Assert.Contains("0004,,office,", Text(report, "badSheet"), StringComparison.Ordinal);
        Assert.Equal("Ann", Text(await GetAsync("/people/0003"), "name"));
        // The headings are remembered, until somebody has them forgotten.
        await Person.BodyAsync(ImportAsync("number,Nachname,group\n0005,Bo,office\n"));
        await Person.RefusedAsync(ImportAsync("number,Nachname,group\n0006,Cy,office\n", "?map=none"), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Visits_whose_time_is_over_are_ended_together()
    {
        var until = TimeProvider.System.GetUtcNow().AddHours(1);
        await Person.BodyAsync(Clerk.PostAsync("/api/v1/visitors", new { name = "Ms Zhao", host = "0001", until, badge = "H10301:7:9001" }));
        Assert.Empty((await Person.BodyAsync(Clerk.DeleteAsync("/api/v1/visitors/expired"))).GetProperty("numbers").EnumerateArray());
        await Host.RestartAsync(TimeSpan.FromHours(2));
        using var later = Begin();
        Assert.Single((await Person.BodyAsync(later.DeleteAsync("/api/v1/visitors/expired"))).GetProperty("numbers").EnumerateArray());
    }

    [Fact]
    public async Task A_kiosk_is_told_to_take_its_roster_anew_and_retired()
    {
        Assert.Equal("active", Text(await GetAsync("/kiosks/gate-1"), "state"));
        var given = await Person.BodyAsync(Clerk.PostAsync("/api/v1/kiosks/gate-1/align", new { }));
        Assert.Equal(KioskCommand.Align, Host.Query($"SELECT \"do\" FROM command WHERE id = '{Text(given, "id")}'").Single()[0]);
        Assert.Equal(HttpStatusCode.NoContent, await Person.StatusAsync(Clerk.DeleteAsync("/api/v1/kiosks/gate-1")));
        Assert.Equal("retired", Text(await GetAsync("/kiosks/gate-1"), "state"));
        await Refused.WithAsync(await Kiosk.PostAsync(_journal.All()), HttpStatusCode.Forbidden, "revoked");
        await Person.RefusedAsync(Clerk.DeleteAsync("/api/v1/kiosks/gate-9"), HttpStatusCode.NotFound);
        Assert.Equal(["kiosk.retire"], await ActionsAsync(1));
    }

    [Fact]
    public async Task The_root_of_a_day_is_shown_with_the_proof_of_a_kiosk()
    {
        Assert.Contains("no tree yet", await Person.RefusedAsync(Clerk.GetAsync("/api/v1/tree"), HttpStatusCode.NotFound), StringComparison.Ordinal);
        await Host.RestartAsync(TimeSpan.FromDays(1));
        using var later = Begin();
        var tree = await Person.BodyAsync(later.GetAsync("/api/v1/tree?kiosk=gate-1"));
        Assert.Equal(64, Text(tree.GetProperty("tree"), "root").Length);
        Assert.Contains("gate-1", Text(Assert.Single(tree.GetProperty("proofs").EnumerateArray()), "leaf"), StringComparison.Ordinal);
        Assert.Contains("Nothing of the kiosk gate-9", await Person.RefusedAsync(later.GetAsync("/api/v1/tree?kiosk=gate-9"), HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    private Person Begin(string? token = null)
    {
        var person = new Person(Host.Console);
        person.Client.DefaultRequestHeaders.Authorization = token is null ? Host.Browser.DefaultRequestHeaders.Authorization : new("Bearer", token);
        return person;
    }

    private Task<JsonElement> GetAsync(string path) => Person.BodyAsync(Clerk.GetAsync("/api/v1" + path));

    private async Task<IReadOnlyList<string>> ActionsAsync(int most) =>
        [.. (await Person.BodyAsync(Clerk.GetAsync($"/api/v1/audit?limit={most}"))).GetProperty("entries").EnumerateArray().Select(e => Text(e, "action"))];

    private async Task<HttpResponseMessage> ImportAsync(string sheet, string query = "")
    {
        using var content = new StringContent(sheet, Encoding.UTF8, "text/csv");
        return await Clerk.Client.PostAsync(new Uri("/api/v1/people/import" + query, UriKind.Relative), content, Token);
    }

    private static string Text(JsonElement told, string member) => told.GetProperty(member).GetString()!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
