using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gatehouse.Demo.People;
using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests;

/// <summary>The page from which a person is walked through a simulated gate by hand.</summary>
public sealed class SimulatorPageTests(SimulatedGate gate) : IClassFixture<SimulatedGate>
{
    private const double Usual = 35.0;

    [Fact]
    public async Task Walks_a_clear_person_through()
    {
        var answer = await gate.Client.WalkAsync(new Visit("0001", "in", [Usual]));
        Assert.Equal(("passed", "0001", true, "clear"), Answer(answer));
    }

    [Fact]
    public async Task Sends_a_hot_person_to_the_guard()
    {
        var answer = await gate.Client.WalkAsync(new Visit("0002", "in", [39.0]));
        Assert.Equal(("refused", "0002", false, "refer"), Answer(answer));
    }

    [Fact]
    public async Task Refuses_an_unknown_badge_in_the_same_way()
    {
        var answer = await gate.Client.WalkAsync(new Visit(null, "in", [Usual]));
        Assert.Equal(("refused", null, false, "unknownBadge"), Answer(answer));
    }

    [Fact]
    public async Task Measures_once_more_near_the_limit()
    {
        var answer = await gate.Client.WalkAsync(new Visit("0003", "in", [36.1, Usual]));
        Assert.Equal(("passed", "0003", true, "clear"), Answer(answer));
        Assert.True(answer.GetProperty("decision").GetProperty("readings").GetInt32() > 1, answer.GetRawText());
    }

    [Fact]
    public async Task Lets_everybody_leave()
    {
        Assert.Equal(("passed", "0004", true, "leaving"), Answer(await gate.Client.WalkAsync(new Visit("0004", "out", [41.0]))));
        Assert.Equal(("passed", null, true, "leaving"), Answer(await gate.Client.WalkAsync(new Visit(null, "out", [41.0]))));
    }

    [Fact]
    public async Task Tells_of_somebody_who_turns_back()
    {
        var answer = await gate.Client.WalkAsync(new Visit("0005", "in", [Usual], GivesUp: true));
        Assert.Equal(("gaveUp", "0005", true, "clear"), Answer(answer));
    }

    [Fact]
    public async Task A_thermometer_that_lies_admits_nobody_and_a_mended_one_does()
    {
        await gate.Client.FaultsAsync(new { devices = new { thermometer = "badPec" } });
        Assert.Equal("badPec", (await gate.Client.StateAsync()).GetProperty("faults").GetProperty("devices").GetProperty("thermometer").GetString());
        var answer = await gate.Client.WalkAsync(new Visit("0006", "in", [Usual]));
        Assert.Equal(("refused", "0006", false), (answer.GetProperty("outcome").GetString(), Person(answer), Granted(answer)));

        await gate.Client.FaultsAsync(new { devices = new { thermometer = "none" } });
        Assert.Equal(("passed", "0006", true, "clear"), Answer(await gate.Client.WalkAsync(new Visit("0006", "in", [Usual]))));
    }

    [Fact]
    public async Task An_arm_that_sticks_lets_nobody_through()
    {
        await gate.Client.FaultsAsync(new { devices = new { arm = "sticks" } });
        Assert.Equal("gaveUp", (await gate.Client.WalkAsync(new Visit("0007", "in", [Usual]))).GetProperty("outcome").GetString());
        var state = await gate.Client.FaultsAsync(new { devices = new { arm = "turns" } });
        Assert.Equal("turns", state.GetProperty("faults").GetProperty("devices").GetProperty("arm").GetString());
        Assert.Equal("passed", (await gate.Client.WalkAsync(new Visit("0007", "in", [Usual]))).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task An_open_fire_loop_refuses_nobody()
    {
        Assert.True((await gate.Client.FaultsAsync(new { fireLoopOpen = true })).GetProperty("faults").GetProperty("fireLoopOpen").GetBoolean());
        Assert.Equal("passed", (await gate.Client.WalkAsync(new Visit("0008", "out", [41.0]))).GetProperty("outcome").GetString());
        Assert.False((await gate.Client.FaultsAsync(new { fireLoopOpen = false })).GetProperty("faults").GetProperty("fireLoopOpen").GetBoolean());
        Assert.Equal("passed", (await gate.Client.WalkAsync(new Visit("0008", "in", [Usual]))).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Offers_the_people_and_a_page_that_no_other_can_frame_or_script()
    {
        using var asked = Get("/api/people");
        using var people = await gate.Client.SendAsync(asked);
        Assert.Contains("\"0001\"", await people.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var opened = Get("/");
        using var page = await gate.Client.SendAsync(opened);
        Assert.Equal(("text/html", HttpStatusCode.OK), (page.Content.Headers.ContentType?.MediaType, page.StatusCode));
        Assert.Contains("default-src 'none'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/state")]
    [InlineData("/api/people")]
    public async Task Answers_to_no_foreign_name(string path)
    {
        using var request = Get(path);
        request.Headers.Host = "gate.example";
        await RefusedAsync(request, HttpStatusCode.MisdirectedRequest);
    }

    [Fact]
    public async Task Walks_nobody_for_a_foreign_name()
    {
        using var request = Post("/api/walk", """{"person":"0009","direction":"in","skins":[35]}""");
        request.Headers.Host = "gate.example:80";
        await RefusedAsync(request, HttpStatusCode.MisdirectedRequest);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain")]
    public async Task Takes_nothing_that_a_form_could_send(string type)
    {
        using var walk = Post("/api/walk", """{"person":"0009","direction":"in","skins":[35]}""", type);
        await RefusedAsync(walk, HttpStatusCode.UnsupportedMediaType);
        using var faults = Post("/api/faults", """{"fireLoopOpen":true}""", type);
        await RefusedAsync(faults, HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("""{"person":"0009","direction":"in","skins":[35],"speed":9}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"person":9,"direction":"in","skins":[35]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"person":"0009","direction":"in","skins":["hot"]}""", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"person":"0009","direction":"in"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"person":"0009","direction":"in","skins":null}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"person":"0009","direction":"in","skins":[]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"person":"0009","direction":"in","skins":[99]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"person":"0009","direction":"up","skins":[35]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"person":"nobody","direction":"in","skins":[35]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"person":"0009","direction":"in","skins":[35],"distance":-1}""", HttpStatusCode.UnprocessableEntity)]
    public async Task Refuses_a_walk_that_means_nothing(string body, HttpStatusCode status)
    {
        using var request = Post("/api/walk", body);
        await RefusedAsync(request, status);
    }

    [Theory]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("""{"thermometre":"none"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"devices":{"thermometer":"tired"}}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"devices":{"thermometer":"99"}}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"devices":{"arm":"1"}}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"devices":{"thermometer":"badPec","leg":"broken"}}""", HttpStatusCode.UnprocessableEntity)]
    public async Task Refuses_a_fault_that_does_not_exist(string body, HttpStatusCode status)
    {
        using var request = Post("/api/faults", body);
        await RefusedAsync(request, status);
        Assert.Equal("none", (await gate.Client.StateAsync()).GetProperty("faults").GetProperty("devices").GetProperty("thermometer").GetString());
    }

    private async Task RefusedAsync(HttpRequestMessage request, HttpStatusCode status)
    {
        var before = (await gate.Client.StateAsync()).GetProperty("passages").GetInt64();
        using var response = await gate.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        var detail = problem.GetProperty("detail").GetString()!;
        Assert.NotEmpty(detail);
        Assert.DoesNotContain("System.", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Gatehouse.", detail, StringComparison.Ordinal);
        Assert.Equal(before, (await gate.Client.StateAsync()).GetProperty("passages").GetInt64());
    }

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, new Uri(path, UriKind.Relative));

    private static HttpRequestMessage Post(string path, string body, string type = "application/json") => new(HttpMethod.Post, new Uri(path, UriKind.Relative))
    {
        Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } },
    };

    private static (string? Outcome, string? Person, bool Granted, string? Reason) Answer(JsonElement answer) =>
        (answer.GetProperty("outcome").GetString(), Person(answer), Granted(answer), answer.GetProperty("decision").GetProperty("reason").GetString());

    private static string? Person(JsonElement answer) =>
        answer.GetProperty("decision").TryGetProperty("person", out var person) ? person.GetString() : null;

    private static bool Granted(JsonElement answer) => answer.GetProperty("decision").GetProperty("granted").GetBoolean();

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
