using System.Net;
using System.Net.Http.Json;
using System.Text;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Api;

/// <summary>Two people who change the same thing: the second one is told, and overwrites nothing.</summary>
public sealed class StateMarkTests : HostAndKiosk
{
    private static readonly object Night = new { windows = new[] { new { days = (string[])["Monday"], from = "22:00", to = "06:00" } } };
    private static readonly object Day = new { windows = new[] { new { days = (string[])["Monday"], from = "06:00", to = "14:00" } } };

    private Person? _clerk;

    private Person Clerk => _clerk!;

    protected override async Task PrepareAsync()
    {
        _clerk = new Person(Host.Console);
        _clerk.Client.DefaultRequestHeaders.Authorization = Host.Browser.DefaultRequestHeaders.Authorization;
        using var sheet = new StringContent("number,name,group,badges\n0001,王芳,office,H10301:7:1201\n0002,Li Wei,furnace,\n", Encoding.UTF8, "text/csv");
        await Person.BodyAsync(Clerk.Client.PostAsync(new Uri("/api/v1/people/import", UriKind.Relative), sheet, Token));
    }

    protected override ValueTask EndAsync()
    {
        _clerk?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What is changed is looked at, at which address it is changed, and two ways in which it can be.</summary>
    public static TheoryData<string, string, string, object, object> Things => new()
    {
        { "/gates/gate-1/mode", "PUT", "/gates/gate-1/mode", new { mode = "guard", reason = "a" }, new { mode = "free", reason = "b" } },
        { "/gates/gate-1/duty", "PUT", "/gates/gate-1/duty", new { group = "office" }, new { group = "furnace" } },
        { "/antipassback", "PUT", "/antipassback", new { rule = "hard" }, new { rule = "soft", minutes = 30 } },
        { "/people/0001", "PATCH", "/people/0001", new { suspended = true }, new { suspended = false } },
        { "/people/0001", "PUT", "/badges/H10301:7:1201/state", new { state = "lost" }, new { state = "suspended" } },
        { "/schedules/shift", "PUT", "/schedules/shift", Night, Day },
        { "/holidays/2027-10-01", "PUT", "/holidays", new { date = "2027-10-01", hours = (object[])[], name = "国庆节" }, new { date = "2027-10-01", hours = (object[])[], name = "b" } },
        { "/access/rule?group=office", "PUT", "/access", new { group = "office", allowed = true }, new { group = "office", allowed = false } },
        { "/users/li", "PUT", "/users/li/roles", new { roles = (string[])["viewer"] }, new { roles = (string[])["duty", "maintenance"] } },
        { "/users/li", "PUT", "/users/li/password", new { password = "one battery staple" }, new { password = "two battery staples" } },
    };

    [Theory]
    [MemberData(nameof(Things), DisableDiscoveryEnumeration = true)]
    public async Task The_second_of_two_who_saw_the_same_is_refused_and_changes_nothing(string look, string method, string change, object one, object other)
    {
        await Person.BodyAsync(Clerk.PutAsync("/api/v1/schedules/shift", new { windows = (object[])[] }));
        await Person.BodyAsync(Clerk.PutAsync("/api/v1/holidays", new { date = "2027-10-01", hours = (object[])[] }));
        await Person.BodyAsync(Clerk.PutAsync("/api/v1/access", new { group = "office", allowed = true, schedule = "shift" }));
        await Person.BodyAsync(Clerk.PostAsync("/api/v1/users", new { name = "li", password = Person.Password, roles = (string[])["duty"] }));
        var seen = await MarkAsync(look);
        Assert.Equal(seen, await MarkAsync(look));
        await Person.BodyAsync(SendAsync(method, change, one, seen));
        var now = await MarkAsync(look);
        Assert.NotEqual(seen, now);
        var entries = Host.Query("SELECT count(*) FROM audit").Single()[0];
        Assert.Contains("look again", await Person.RefusedAsync(SendAsync(method, change, other, seen), HttpStatusCode.PreconditionFailed), StringComparison.Ordinal);
        Assert.Equal(now, await MarkAsync(look));
        Assert.Equal(entries, Host.Query("SELECT count(*) FROM audit").Single()[0]);
        await Person.BodyAsync(SendAsync(method, change, other, now));
        Assert.NotEqual(now, await MarkAsync(look));
        await Person.BodyAsync(SendAsync(method, change, one, "*"));
        await Person.BodyAsync(SendAsync(method, change, other, match: null));
    }

    [Fact]
    public async Task What_was_made_anew_or_changed_is_not_taken_away_by_who_saw_what_was_before()
    {
        var webhook = new { name = "bell", address = "https://bell.example/", events = (string[])["alarm.*"] };
        await Person.BodyAsync(Clerk.PostAsync("/api/v1/webhooks", webhook));
        var seen = await MarkAsync("/webhooks/bell");
        await Person.BodyAsync(SendAsync("DELETE", "/webhooks/bell", null, seen));
        await Person.BodyAsync(Clerk.PostAsync("/api/v1/webhooks", webhook));
        await Person.RefusedAsync(SendAsync("DELETE", "/webhooks/bell", null, seen), HttpStatusCode.PreconditionFailed);

        seen = await MarkAsync("/people/0002");
        await Person.BodyAsync(SendAsync("PATCH", "/people/0002", new { suspended = true }, seen));
        await Person.RefusedAsync(SendAsync("DELETE", "/people/0002", null, seen), HttpStatusCode.PreconditionFailed);
        await Person.BodyAsync(SendAsync("DELETE", "/people/0002", null, await MarkAsync("/people/0002")));

        seen = await MarkAsync("/kiosks/gate-1");
        await Person.BodyAsync(SendAsync("DELETE", "/kiosks/gate-1/certificates", null, seen));
        await Person.RefusedAsync(SendAsync("DELETE", "/kiosks/gate-1", null, seen), HttpStatusCode.PreconditionFailed);
        await Person.BodyAsync(SendAsync("DELETE", "/kiosks/gate-1", null, await MarkAsync("/kiosks/gate-1")));
        Assert.Equal("retired", (await Person.BodyAsync(Clerk.GetAsync("/api/v1/kiosks/gate-1"))).GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_alarm_is_seen_to_by_the_first_of_two_who_take_it()
    {
        Host.Alter("INSERT INTO alarm (site_id, id, kind, kiosk, sequence, held, offered, severity, first_at, raised_at, last_at, times) SELECT 1, 77, 'tamper', 'gate-1', 0, '', '', 'high', added_at, added_at, added_at, 1 FROM kiosk WHERE name = 'gate-1'");
        var seen = await MarkAsync("/alarms/77");
        await Person.BodyAsync(SendAsync("PUT", "/alarms/77/assignee", new { assignee = "li" }, seen));
        await Person.RefusedAsync(SendAsync("PUT", "/alarms/77/assignee", new { assignee = "wang" }, seen), HttpStatusCode.PreconditionFailed);
        await Person.RefusedAsync(SendAsync("POST", "/alarms/77/acknowledgement", null, seen), HttpStatusCode.PreconditionFailed);
        await Person.BodyAsync(SendAsync("POST", "/alarms/77/acknowledgement", null, await MarkAsync("/alarms/77")));
        Assert.Equal("li", (await Person.BodyAsync(Clerk.GetAsync("/api/v1/alarms/77"))).GetProperty("alarm").GetProperty("assignee").GetString());
    }

    private async Task<string> MarkAsync(string look)
    {
        using var response = await Clerk.GetAsync("/api/v1" + look);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Headers.ETag!.ToString();
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, object? body, string? match)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/api/v1" + path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) };
        if (match is not null)
        {
            request.Headers.Add("If-Match", match);
        }

        return await Clerk.Client.SendAsync(request, Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
