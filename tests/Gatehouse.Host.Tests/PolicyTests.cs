using System.Net;
using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>Versions of the policy: written, compared, tried, put in force and taken back, and what gates are given of them.</summary>
public sealed class PolicyTests : Rostered
{
    private const string Policies = "/api/v1/policies";

    private Person? _admin;

    private Person Admin => _admin!;

    [Fact]
    public async Task Nothing_is_given_to_gates_while_there_is_no_policy_and_a_draft_is_none()
    {
        Assert.Null(await PlanAsync());
        Assert.Null((await NewsAsync()).Policies);
        Assert.Contains("No policy yet", await DoneAsync("policy", "list"), StringComparison.Ordinal);
        await DraftAsync("""{"limit":36.8}""");
        Assert.Null(await PlanAsync());
        Assert.Matches("draft .* why not \\(user admin\\)", await DoneAsync("policy", "list"));
    }

    [Fact]
    public async Task A_version_keeps_who_wrote_it_why_and_in_what_it_differs()
    {
        await DraftAsync("""{"revision":"mine","limit":36.8,"readings":2}""", "first");
        var made = await DraftAsync("""{"limit":36.9,"readings":2,"crowd":{"minutes":30},"floor":36,"ceiling":37.5}""", "too many referred in the morning");
        var policy = made.GetProperty("policy");
        Assert.Equal((2, "draft", "user admin", "too many referred in the morning"), (policy.GetProperty("number").GetInt32(), policy.GetProperty("state").GetString(), policy.GetProperty("author").GetString(), policy.GetProperty("reason").GetString()));
        Assert.Matches("^2-[0-9a-f]{8}$", policy.GetProperty("revision").GetString());
        Assert.Equal(policy.GetProperty("revision").GetString(), made.GetProperty("document").GetProperty("revision").GetString());
        var differences = made.GetProperty("differences").EnumerateArray().ToDictionary(d => d.GetProperty("key").GetString()!, d => d, StringComparer.Ordinal);
        Assert.Equal(("36.8", "36.9"), (differences["limit"].GetProperty("before").GetString(), differences["limit"].GetProperty("after").GetString()));
        Assert.Equal("30", differences["crowd.minutes"].GetProperty("after").GetString());
        Assert.False(differences.ContainsKey("readings"));
        Assert.False(differences.ContainsKey("revision"));
        Assert.Contains("limit  ", await DoneAsync("policy", "show", "2"), StringComparison.Ordinal);
        Assert.Contains("\"policy.draft\"", await DoneAsync("audit", "--json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"limit":99}""", "The policy's limit is 99")]
    [InlineData("""{"limit":36.8,"colour":"red"}""", "at $.colour")]
    [InlineData("""{}""", "limit")]
    [InlineData("[]", "no object")]
    [InlineData("""{"limit":36.8,"limit":37}""", "uplicate")]
    public async Task One_by_which_gates_could_not_decide_is_refused_whole(string document, string why)
    {
        var file = Path.Combine(Host.Data, "..", "policy.json");
        await File.WriteAllTextAsync(file, document, Token);
        await RefusedAsync(why, "policy", "draft", file, "--reason", "x");
        Assert.Empty(Host.Query("SELECT number FROM policy"));
        Assert.Equal(0L, (long)Host.Query("SELECT last FROM counter WHERE name = 'policy'").Single()[0]);
    }

    [Fact]
    public async Task What_is_in_force_and_what_is_to_come_is_told_and_given_and_the_rest_is_not()
    {
        await DraftAsync("""{"limit":36.5}""");
        await DraftAsync("""{"limit":36.6}""");
        await DraftAsync("""{"limit":36.7}""");
        await DraftAsync("""{"limit":36.8}""");
        var first = await ActivatedAsync(1);
        var told = await ToldAsync(null);
        var plan = (await PlanAsync())!;
        Assert.Equal(told, plan.Mark);
        Assert.Equal([first], plan.Policies.Select(p => p.Revision));
        Assert.Null(await PlanAsync(plan.Mark));

        var second = await ActivatedAsync(2);
        var third = await ActivatedAsync(3, TimeProvider.System.GetUtcNow().AddDays(1));
        await ToldAsync(told);
        plan = (await PlanAsync(plan.Mark))!;
        Assert.Equal([second, third], plan.Policies.Select(p => p.Revision));
        Assert.Equal(second, plan.InForce(plan.At)!.Revision);
        Assert.Equal(36.7, plan.Policies[1].Document.Deserialize(PolicyJson.Default.Policy)!.Limit);

        await Person.BodyAsync(Admin.DeleteAsync($"{Policies}/3"));
        Assert.Equal([second], (await PlanAsync(plan.Mark))!.Policies.Select(p => p.Revision));
        var states = (await Person.BodyAsync(Admin.GetAsync(Policies))).GetProperty("policies").EnumerateArray().Select(p => p.GetProperty("state").GetString());
        Assert.Equal(["draft", "withdrawn", "inForce", "past"], states);
    }

    [Fact]
    public async Task What_was_decided_is_not_changed_afterwards()
    {
        await DraftAsync("""{"limit":36.5}""");
        Assert.Contains("say a time to come", await Person.RefusedAsync(Admin.PostAsync($"{Policies}/1/activation", new { from = TimeProvider.System.GetUtcNow().AddHours(-1) }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        await ActivatedAsync(1);
        Assert.Contains("is in force from", await Person.RefusedAsync(Admin.PostAsync($"{Policies}/1/activation", new { }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Contains("has been in force", await Person.RefusedAsync(Admin.DeleteAsync($"{Policies}/1"), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Contains("once more", await Person.RefusedAsync(Admin.PostAsync(Policies, new { document = new { limit = 36.5 }, reason = "x" }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Contains("There is no version 7", await Person.RefusedAsync(Admin.GetAsync($"{Policies}/7"), HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_says_by_which_policy_a_gate_decides()
    {
        await DraftAsync("""{"limit":36.5}""");
        var revision = await ActivatedAsync(1);
        await PlanAsync(inForce: "installed");
        await Eventually.HoldsAsync(async () => (await DoneAsync("policy", "list")).Contains($"gate-1 decides by installed, not by {revision} yet.", StringComparison.Ordinal));
        await PlanAsync(inForce: revision);
        await Eventually.HoldsAsync(async () => !(await DoneAsync("policy", "list")).Contains("gate-1 decides", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gates_are_asked_what_it_would_have_changed_and_their_answers_are_shown()
    {
        await DraftAsync("""{"limit":36.5}""");
        Assert.Equal(1, (await Person.BodyAsync(Admin.PostAsync($"{Policies}/1/trials", new { days = 3 }))).GetProperty("gates").GetInt32());
        KioskCommand? asked = null;
        await Eventually.HoldsAsync(async () => (asked = (await NewsAsync()).Commands?.SingleOrDefault()) is not null);
        Assert.Equal(KioskCommand.Try, asked!.Do);
        Assert.InRange(asked.At - asked.Trial!.Since, TimeSpan.FromDays(3), TimeSpan.FromDays(3));
        Assert.Equal(36.5, asked.Trial.Document.Deserialize(PolicyJson.Default.Policy)!.Limit);
        Assert.Equal("waiting", (await TrialAsync()).GetProperty("state").GetString());

        var journal = new Journal("gate-1");
        journal.Add(RecordKind.Commanded, JsonSerializer.Serialize(new CommandTaken(asked.Id, asked.Do, asked.By, asked.At, CommandTaken.Taken), ContractJson.Default.CommandTaken));
        await Kiosk.SendAsync(journal, 1, 1);
        Assert.Equal("computing", (await TrialAsync()).GetProperty("state").GetString());
        var tried = new PolicyTried(asked.Id, "1-x", asked.Trial.Since, [new VerdictChange("clear", "clear", 90), new VerdictChange("clear", "refer", 4)], new Dictionary<string, int> { ["erased"] = 6 });
        journal.Add(RecordKind.Tried, JsonSerializer.Serialize(tried, ContractJson.Default.PolicyTried));
        await Kiosk.SendAsync(journal, 2, 2);
        var answer = await TrialAsync();
        Assert.Equal(("done", 94, 4, 6), (answer.GetProperty("state").GetString(), answer.GetProperty("passages").GetInt32(), answer.GetProperty("changed").GetInt32(), answer.GetProperty("notComputed").GetProperty("erased").GetInt32()));
        Assert.Equal(1L, (long)Host.Query("SELECT count(*) FROM audit WHERE action = 'policy.try'").Single()[0]);
    }

    [Fact]
    public async Task What_is_no_answer_to_a_trial_is_refused()
    {
        var journal = new Journal("gate-1");
        journal.Add(RecordKind.Tried, """{"command":"c","policy":"p","since":"2026-03-01T00:00:00Z","verdicts":[{"was":"clear","is":"dancing","passages":1}]}""");
        using var response = await Kiosk.PostAsync(journal.All());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        _admin = await Host.UserAsync("admin", "admin");
    }

    protected override ValueTask EndAsync()
    {
        _admin?.Dispose();
        return base.EndAsync();
    }

    private Task<JsonElement> DraftAsync(string document, string reason = "why not") =>
        Person.BodyAsync(Admin.PostAsync(Policies, new { document = JsonElement.Parse(document), reason }));

    private async Task<string> ActivatedAsync(long number, DateTimeOffset? from = null) =>
        (await Person.BodyAsync(Admin.PostAsync($"{Policies}/{number}/activation", new { from }))).GetProperty("revision").GetString()!;

    private async Task<JsonElement> TrialAsync() => (await Person.BodyAsync(Admin.GetAsync($"{Policies}/1/trials"))).GetProperty("trials").EnumerateArray().Single();

    private async Task<PolicyPlan?> PlanAsync(string? have = null, string inForce = "installed")
    {
        using var response = await Kiosk.Client.GetAsync(new Uri(Routes.PoliciesOf(KioskId.Parse("gate-1"), have, inForce), UriKind.Relative), Token);
        Assert.True(response.IsSuccessStatusCode, response.StatusCode.ToString());
        var text = await response.Content.ReadAsStringAsync(Token);
        return text.Length == 0 ? null : JsonSerializer.Deserialize(text, ContractJson.Default.PolicyPlan);
    }

    /// <summary>The mark that is told once it is another one.</summary>
    private async Task<string> ToldAsync(string? before)
    {
        string? now = null;
        await Eventually.HoldsAsync(async () => (now = (await NewsAsync()).Policies) != before);
        return now!;
    }

    private async Task<HostNews> NewsAsync()
    {
        using var response = await Kiosk.Client.GetAsync(new Uri(Routes.NewsOf(KioskId.Parse("gate-1")), UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Token), Encoding.UTF8);
        while (await lines.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return JsonSerializer.Deserialize(line["data: ".Length..], ContractJson.Default.HostNews)!;
            }
        }

        throw new InvalidOperationException("The line ended without news.");
    }
}
