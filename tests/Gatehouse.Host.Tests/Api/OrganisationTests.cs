using System.Net;
using System.Text;
using System.Text.Json;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Api;

/// <summary>What an organisation does by the API alone: people, who enters where and when, a lockdown, visitors, and the account of it.</summary>
public sealed class OrganisationTests : HostAndKiosk
{
    private const string Sheet = "number,name,group,badges\n0001,王芳,office,H10301:7:1201\n0002,Li Wei,furnace,\n";

    private Person? _clerk;

    private Person Clerk => _clerk!;

    protected override async Task PrepareAsync()
    {
        _clerk = new Person(Host.Console);
        _clerk.Client.DefaultRequestHeaders.Authorization = Host.Browser.DefaultRequestHeaders.Authorization;
        await Person.BodyAsync(ImportAsync(Sheet));
    }

    protected override ValueTask EndAsync()
    {
        _clerk?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_sheet_with_mistakes_is_refused_cell_by_cell_and_changes_nobody()
    {
        using var response = await ImportAsync(Sheet + "0003,,office,\n0004,Ann,,\n0001,Bo,office,\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var errors = JsonElement.Parse(await response.Content.ReadAsStringAsync(Token)).GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal([(4, "name"), (5, "group"), (6, "number")], errors.Select(e => (e.GetProperty("row").GetInt32(), e.GetProperty("column").GetString()!)));
        Assert.Equal(2, (await Person.BodyAsync(Clerk.GetAsync("/api/v1/people"))).GetProperty("people").GetArrayLength());
    }

    [Fact]
    public async Task Groups_enter_by_schedules_and_rules_and_each_change_is_a_revision()
    {
        var shift = new { windows = new[] { new { days = (string[])["Monday", "Tuesday"], from = "22:00", to = "06:00" } } };
        var first = await Person.BodyAsync(Clerk.PutAsync("/api/v1/schedules/night", shift));
        Assert.StartsWith("2-", first.GetProperty("roster").GetString(), StringComparison.Ordinal);
        await Person.BodyAsync(Clerk.PutAsync("/api/v1/access", new { allowed = true, group = "furnace", gate = "gate-1", schedule = "night" }));
        await Person.BodyAsync(Clerk.PutAsync("/api/v1/holidays", new { date = "2026-10-01", hours = (object[])[], name = "国庆节" }));
        var rule = Assert.Single((await Person.BodyAsync(Clerk.GetAsync("/api/v1/access"))).GetProperty("rules").EnumerateArray());
        Assert.Equal(("furnace", "gate-1", "night"), (rule.GetProperty("group").GetString(), rule.GetProperty("gate").GetString(), rule.GetProperty("schedule").GetString()));
        Assert.Equal("国庆节", (await Person.BodyAsync(Clerk.GetAsync("/api/v1/holidays"))).GetProperty("holidays")[0].GetProperty("name").GetString());
        Assert.True((await Person.BodyAsync(Clerk.GetAsync("/api/v1/schedules"))).GetProperty("schedules").TryGetProperty("night", out _));
        await Person.RefusedAsync(Clerk.DeleteAsync("/api/v1/schedules/night"), HttpStatusCode.Conflict);
        await Person.RefusedAsync(Clerk.PutAsync("/api/v1/schedules/day", new { windows = new[] { new { days = (string[])["Someday"], from = "8:00", to = "17:00" } } }), HttpStatusCode.BadRequest);
        await Person.BodyAsync(Clerk.DeleteAsync("/api/v1/access?group=furnace&gate=gate-1"));
        await Person.BodyAsync(Clerk.DeleteAsync("/api/v1/schedules/night"));
        await Person.BodyAsync(Clerk.DeleteAsync("/api/v1/holidays/2026-10-01"));
    }

    [Fact]
    public async Task A_lockdown_and_its_end_stand_in_the_audit_log_with_who_and_why()
    {
        await Person.BodyAsync(Clerk.PutAsync("/api/v1/lockdown", new { reason = "spill in hall 3" }));
        await Person.BodyAsync(Clerk.DeleteAsync("/api/v1/lockdown"));
        await Person.BodyAsync(Clerk.PutAsync("/api/v1/gates/gate-1/mode", new { mode = "guard", reason = "thermometer away" }));
        Assert.Contains("is no mode", await Person.RefusedAsync(Clerk.PutAsync("/api/v1/gates/gate-1/mode", new { mode = "open", reason = "x" }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        var entries = (await Person.BodyAsync(Clerk.GetAsync("/api/v1/audit?limit=3"))).GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(["gate.mode", "site.allClear", "site.lockdown"], entries.Select(e => e.GetProperty("action").GetString()));
        Assert.All(entries, e => Assert.Equal("token tests", e.GetProperty("by").GetString()));
        Assert.Contains("spill in hall 3", entries[2].GetProperty("after").GetRawText(), StringComparison.Ordinal);
        Assert.Empty((await Person.BodyAsync(Clerk.GetAsync("/api/v1/muster"))).GetProperty("people").EnumerateArray());
    }

    [Fact]
    public async Task A_visitor_comes_and_goes_and_a_person_is_removed()
    {
        var until = TimeProvider.System.GetUtcNow().AddHours(8);
        var visitor = await Person.BodyAsync(Clerk.PostAsync("/api/v1/visitors", new { name = "Ms Zhao", host = "0001", until, badge = "H10301:7:9001", escorted = true }));
        var number = visitor.GetProperty("number").GetString();
        var listed = Assert.Single((await Person.BodyAsync(Clerk.GetAsync("/api/v1/visitors"))).GetProperty("visitors").EnumerateArray());
        Assert.Equal(("Ms Zhao", "here"), (listed.GetProperty("name").GetString(), listed.GetProperty("state").GetString()));
        await Person.BodyAsync(Clerk.DeleteAsync($"/api/v1/visitors/{number}"));
        Assert.Empty((await Person.BodyAsync(Clerk.GetAsync("/api/v1/visitors"))).GetProperty("visitors").EnumerateArray());
        Assert.Empty((await Person.BodyAsync(Clerk.GetAsync("/api/v1/badges/unknown"))).GetProperty("badges").EnumerateArray());
        await Person.BodyAsync(Clerk.DeleteAsync("/api/v1/people/0002"));
        Assert.Contains("nobody", await Person.RefusedAsync(Clerk.DeleteAsync("/api/v1/people/0099"), HttpStatusCode.NotFound), StringComparison.OrdinalIgnoreCase);
        await Person.RefusedAsync(Clerk.GetAsync($"/api/v1/enrolments/{Guid.Empty:N}"), HttpStatusCode.NotFound);
    }

    private async Task<HttpResponseMessage> ImportAsync(string sheet)
    {
        using var content = new StringContent(sheet, Encoding.UTF8, "text/csv");
        return await Clerk.Client.PostAsync(new Uri("/api/v1/people/import", UriKind.Relative), content, Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
