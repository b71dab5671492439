using System.Net;
using System.Net.Http.Json;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Api;

/// <summary>Who may do what: every operation of the API by every role, here and at another site, and by nobody.</summary>
public sealed class AuthorityTests
{
    private const string Elsewhere = "elsewhere";

    private static readonly string[] Roles = ["owner", "admin", "maintenance", "duty", "viewer"];

    // What an operation lets whom do; a new one without a row here fails.
    private static readonly Dictionary<string, string> Matrix = new(StringComparer.Ordinal)
    {
        ["POST /setup"] = "everybody",
        ["POST /session"] = "everybody",
        ["GET /session"] = "signed in",
        ["DELETE /session"] = "signed in",
        ["GET /session/all"] = "signed in",
        ["DELETE /session/all/{id}"] = "signed in",
        ["POST /session/codes"] = "signed in",
        ["PUT /session/codes"] = "signed in",
        ["PUT /session/password"] = "signed in",
        ["GET /session/openid"] = "signed in",
        ["DELETE /session/openid"] = "signed in",
        ["GET /users"] = "owner",
        ["GET /users/{name}"] = "owner",
        ["POST /users"] = "owner",
        ["PUT /users/{name}/roles"] = "owner",
        ["PUT /users/{name}/password"] = "owner",
        ["DELETE /users/{name}"] = "owner",
        ["DELETE /users/{name}/openid"] = "owner",
        ["GET /sessions"] = "owner",
        ["DELETE /sessions/{id}"] = "owner",
        ["GET /tokens"] = "owner admin",
        ["POST /tokens"] = "owner admin",
        ["DELETE /tokens/{name}"] = "owner admin",
        ["GET /audit"] = "owner admin",
        ["GET /entries"] = "owner admin duty viewer",
        ["GET /entries/count"] = "owner admin duty viewer",
        ["GET /exports"] = "owner admin duty viewer",
        ["POST /exports"] = "owner admin duty viewer",
        ["GET /exports/{id}"] = "owner admin duty viewer",
        ["GET /exports/{id}/file"] = "owner admin duty viewer",
        ["DELETE /exports/{id}"] = "owner admin duty viewer",
        ["GET /entries/{kiosk}/{epoch}/{sequence}/values"] = "duty",
        ["GET /webhooks"] = "owner admin",
        ["POST /webhooks"] = "owner admin",
        ["GET /webhooks/{name}"] = "owner admin",
        ["DELETE /webhooks/{name}"] = "owner admin",
        ["GET /webhooks/{name}/deliveries"] = "owner admin",
        ["POST /webhooks/{name}/deliveries/{id}/retry"] = "owner admin",
        ["GET /summary"] = "owner admin maintenance duty viewer",
        ["GET /tree"] = "owner admin maintenance duty viewer",
        ["GET /alarms"] = "owner admin maintenance duty viewer",
        ["GET /alarms/{id}"] = "owner admin maintenance duty viewer",
        ["POST /alarms/{id}/acknowledgement"] = "owner admin maintenance duty",
        ["PUT /alarms/{id}/assignee"] = "owner admin maintenance duty",
        ["GET /people"] = "owner admin duty",
        ["GET /people/{number}"] = "owner admin duty",
        ["PATCH /people/{number}"] = "owner admin",
        ["POST /people/import"] = "owner admin",
        ["GET /people/{number}/export"] = "duty",
        ["POST /people/{number}/purge"] = "owner admin",
        ["GET /people/template"] = "owner admin",
        ["PUT /badges/{badge}/state"] = "owner admin duty",
        ["GET /badges/unknown"] = "owner admin duty",
        ["PUT /badges/{badge}/owner"] = "owner admin",
        ["POST /people/{number}/enrolments"] = "owner admin",
        ["GET /enrolments/{id}"] = "owner admin duty",
        ["DELETE /people/{number}"] = "owner admin",
        ["POST /people/undo"] = "owner admin",
        ["GET /visitors"] = "owner admin duty",
        ["POST /visitors"] = "owner admin",
        ["DELETE /visitors/expired"] = "owner admin",
        ["DELETE /visitors/{number}"] = "owner admin",
        ["GET /gates/{name}/mode"] = "owner admin maintenance duty viewer",
        ["PUT /gates/mode"] = "owner admin duty",
        ["GET /gates/{name}/duty"] = "owner admin maintenance duty viewer",
        ["PUT /gates/{name}/duty"] = "owner admin duty",
        ["DELETE /gates/{name}/duty"] = "owner admin duty",
        ["GET /antipassback"] = "owner admin maintenance duty viewer",
        ["PUT /antipassback"] = "owner admin duty",
        ["GET /lockdown"] = "owner admin maintenance duty viewer",
        ["PUT /gates/{name}/mode"] = "owner admin duty",
        ["PUT /lockdown"] = "owner admin duty",
        ["DELETE /lockdown"] = "owner admin duty",
        ["POST /forgiveness"] = "owner admin duty",
        ["GET /muster"] = "owner admin duty viewer",
        ["GET /policies"] = "owner admin maintenance duty viewer",
        ["POST /policies"] = "owner admin",
        ["GET /policies/{number}"] = "owner admin maintenance duty viewer",
        ["DELETE /policies/{number}"] = "owner admin",
        ["POST /policies/{number}/activation"] = "owner admin",
        ["GET /policies/{number}/trials"] = "owner admin maintenance duty viewer",
        ["POST /policies/{number}/trials"] = "owner admin",
        ["GET /access"] = "owner admin duty",
        ["GET /access/rule"] = "owner admin duty",
        ["PUT /access"] = "owner admin",
        ["DELETE /access"] = "owner admin",
        ["GET /schedules"] = "owner admin duty",
        ["GET /schedules/{name}"] = "owner admin duty",
        ["PUT /schedules/{name}"] = "owner admin",
        ["DELETE /schedules/{name}"] = "owner admin",
        ["GET /holidays"] = "owner admin duty",
        ["GET /holidays/{date}"] = "owner admin duty",
        ["PUT /holidays"] = "owner admin",
        ["DELETE /holidays/{date}"] = "owner admin",
        ["GET /kiosks"] = "owner admin maintenance duty viewer",
        ["GET /kiosks/{name}"] = "owner admin maintenance duty viewer",
        ["DELETE /kiosks/{name}"] = "owner admin maintenance",
        ["POST /kiosks/{name}/align"] = "owner admin maintenance",
        ["POST /kiosks/{name}/invitations"] = "owner admin maintenance",
        ["DELETE /kiosks/{name}/certificates"] = "owner admin maintenance",
        ["POST /kiosks/{name}/find"] = "owner admin maintenance duty",
        ["GET /commands/{id}"] = "owner admin maintenance duty viewer",
    };

    [Fact]
    public async Task Every_operation_is_for_those_of_its_row_and_changes_nothing_for_others()
    {
        await using var host = await RunningHost.StartAsync();
        var operations = await ApiOperation.AllAsync(host.Browser);
        Assert.Equal(Matrix.Keys.Order(StringComparer.Ordinal), operations.Select(o => o.Name).Order(StringComparer.Ordinal));
        host.Alter("INSERT INTO site (id, name) VALUES (2, 'north')");
        using var nobody = new Person(host.Console);
        using var elsewhere = await host.UserAsync(Elsewhere, "owner");
        host.Alter("UPDATE grant_role SET site_id = 2 WHERE \"user\" = 'elsewhere'");
        var people = new Dictionary<string, Person>(StringComparer.Ordinal);
        foreach (var role in Roles)
        {
            people[role] = await host.UserAsync(role, role);
        }

        var wrong = new List<string>();
        // Whoever signs out cannot try anything more.
        foreach (var operation in operations.OrderBy(o => o.Name == "DELETE /session"))
        {
            var row = Matrix[operation.Name];
            foreach (var (who, person) in people.Append(new(Elsewhere, elsewhere)).Append(new("nobody", nobody)))
            {
                var may = row == "everybody" || (row == "signed in" ? person != nobody : row.Split(' ').Contains(who));
                var before = Changes(host);
                var status = await TryAsync(person, operation);
                if (may == status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized && operation.Name != "POST /session")
                {
                    wrong.Add($"{operation.Name} answers {who} with {(int)status}");
                }

                if (!may && Changes(host) != before)
                {
                    wrong.Add($"{operation.Name} changed something for {who}");
                }
            }
        }

        foreach (var person in people.Values)
        {
            person.Dispose();
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_token_may_do_what_it_was_given_alone_and_gives_no_more_to_others()
    {
        await using var host = await RunningHost.StartAsync();
        using var program = new Person(host.Console);
        program.Client.DefaultRequestHeaders.Add("Authorization", $"Bearer {await host.TokenAsync("reports", "entries.read", "programs.write")}");
        await Person.BodyAsync(program.GetAsync("/api/v1/entries"));
        Assert.Contains("people.read, which owner and admin and duty have", await Person.RefusedAsync(program.GetAsync("/api/v1/people"), HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.Contains("you have not people.read", await Person.RefusedAsync(program.PostAsync("/api/v1/tokens", new { name = "more", rights = (string[])["people.read"], days = 1 }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        var made = await Person.BodyAsync(program.PostAsync("/api/v1/tokens", new { name = "less", rights = (string[])["entries.read"], days = 1 }));
        using var less = new Person(host.Console);
        less.Client.DefaultRequestHeaders.Add("Authorization", $"Bearer {made.GetProperty("secret").GetString()}");
        await Person.BodyAsync(less.GetAsync("/api/v1/entries"));
        Assert.Equal(HttpStatusCode.NoContent, await Person.StatusAsync(program.DeleteAsync("/api/v1/tokens/less")));
        Assert.Contains("not good any more", await Person.RefusedAsync(less.GetAsync("/api/v1/entries"), HttpStatusCode.Unauthorized), StringComparison.Ordinal);
        await host.RestartAsync(TimeSpan.FromDays(91));
        using var old = new Person(host.Console);
        old.Client.DefaultRequestHeaders.Authorization = program.Client.DefaultRequestHeaders.Authorization;
        Assert.Equal(HttpStatusCode.Unauthorized, await Person.StatusAsync(old.GetAsync("/api/v1/entries")));
    }

    [Fact]
    public async Task What_breaks_a_rule_is_refused_with_its_member_named()
    {
        await using var host = await RunningHost.StartAsync();
        using var response = await host.Browser.PostAsJsonAsync(new Uri("/api/v1/users", UriKind.Relative), new { name = "Li Wei", password = Person.Password, roles = (string[])["viewer"] }, Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"Name\"", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Contains("known are of, after, limit", await Person.RefusedAsync(host.Browser.GetAsync(new Uri("/api/v1/audit?ov=1", UriKind.Relative), Token), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("'limit'", await Person.RefusedAsync(host.Browser.GetAsync(new Uri("/api/v1/audit?limit=x", UriKind.Relative), Token), HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_owner_stays_one()
    {
        await using var host = await RunningHost.StartAsync();
        using var owner = await host.UserAsync("owner", "owner");
        Assert.Contains("the last owner", await Person.RefusedAsync(owner.DeleteAsync("/api/v1/users/owner"), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Contains("the last owner", await Person.RefusedAsync(owner.PutAsync("/api/v1/users/owner/roles", new { roles = (string[])["admin"] }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        using var other = await host.UserAsync("other", "owner");
        Assert.Equal(HttpStatusCode.NoContent, await Person.StatusAsync(other.DeleteAsync("/api/v1/users/owner")));
        Assert.Equal(HttpStatusCode.Unauthorized, await Person.StatusAsync(owner.GetAsync("/api/v1/session")));
        Assert.Contains("or was", await Person.RefusedAsync(other.PostAsync("/api/v1/users", new { name = "owner", password = Person.Password, roles = (string[])["viewer"] }), HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    /// <summary>What an operation answers to a request that says as little as possible.</summary>
    private static async Task<HttpStatusCode> TryAsync(Person person, ApiOperation operation)
    {
        var path = operation.Parameters.Where(p => p.GetProperty("in").GetString() == "path")
            .Aggregate(operation.Path, (at, parameter) => at.Replace($"{{{parameter.GetProperty("name").GetString()}}}", "0", StringComparison.Ordinal));
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), new Uri(path, UriKind.Relative));
        if (operation.Body is not null)
        {
            request.Content = JsonContent.Create(new { });
        }

        return await Person.StatusAsync(person.Client.SendAsync(request, Token));
    }

    private static long Changes(RunningHost host) => Convert.ToInt64(host.Query("SELECT count(*) FROM audit").Single()[0], System.Globalization.CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
