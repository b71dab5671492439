using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Host.Tests;

/// <summary>Addresses that are told what happens: signed, again while they do not take it, and never silently not at all.</summary>
public sealed class WebhookTests : HostAndKiosk
{
    private readonly ConcurrentQueue<(string Id, string Time, string Signature, string Body)> _told = new();
    private WebApplication? _receiver;
    private volatile int _answer = StatusCodes.Status204NoContent;
    private Uri _address = new("http://127.0.0.1");

    protected override async Task PrepareAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        _receiver.MapPost("/hook", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var body = await reader.ReadToEndAsync();
            _told.Enqueue((request.Headers["webhook-id"]!, request.Headers["webhook-timestamp"]!, request.Headers["webhook-signature"]!, body));
            return Results.StatusCode(_answer);
        });
        await _receiver.StartAsync(Token);
        _address = new Uri(new Uri(_receiver.Urls.Single()), "/hook");
    }

    protected override ValueTask EndAsync() => _receiver?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task What_happens_is_told_once_signed_and_without_what_is_personal()
    {
        var secret = await AddAsync("token.*", "alarm.raised");
        await Host.TokenAsync("reports", "entries.read");
        var journal = new Journal("gate-1");
        journal.Add(RecordKind.Fault, """{"device":"housing","reason":"open"}""");
        await Kiosk.SendAsync(journal);
        await Eventually.HoldsAsync(() => _told.Count >= 2);
        var told = _told.ToList();
        Assert.Equal(["alarm.raised", "token.make"], told.Select(t => JsonElement.Parse(t.Body).GetProperty("type").GetString()).Order());
        var token = told.Select(t => JsonElement.Parse(t.Body)).Single(t => t.GetProperty("type").GetString() == "token.make");
        Assert.Equal("reports", token.GetProperty("data").GetProperty("subject").GetString());
        Assert.False(token.GetProperty("data").TryGetProperty("after", out _));
        foreach (var (id, time, signature, body) in told)
        {
            var key = Convert.FromBase64String(secret["whsec_".Length..]);
            var expected = Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(key, System.Text.Encoding.UTF8.GetBytes($"{id}.{time}.{body}")));
            Assert.Equal($"v1,{expected}", signature);
        }

        await Eventually.HoldsAsync(async () => (await DeliveriesAsync()).All(d => d.GetProperty("state").GetString() == "taken"));
    }

    [Fact]
    public async Task What_is_not_taken_is_told_again_for_most_of_a_day_and_then_kept_as_given_up()
    {
        _answer = StatusCodes.Status500InternalServerError;
        await AddAsync("token.*");
        await Host.TokenAsync("reports", "entries.read");
        await TriedAsync(1);
        // Each a little after the pause before it has gone by.
        foreach (var (tries, later) in new double[] { 0.1, 0.2, 0.8, 3, 8.5, 19 }.Select((hours, i) => (i + 2, TimeSpan.FromHours(hours))))
        {
            await Host.RestartAsync(later);
            await TriedAsync(tries);
        }

        Assert.Equal(7, _told.Count);
        Assert.Single(_told.Select(t => t.Id).Distinct());
        var dead = (await DeliveriesAsync("?dead=true"))[0];
        Assert.Equal(("dead", "answered 500", 7), (dead.GetProperty("state").GetString(), dead.GetProperty("last").GetString(), dead.GetProperty("tries").GetInt32()));

        _answer = StatusCodes.Status200OK;
        using var clerk = new Person(Host.Console);
        clerk.Client.DefaultRequestHeaders.Authorization = Host.Browser.DefaultRequestHeaders.Authorization;
        Assert.Equal(HttpStatusCode.NoContent, await Person.StatusAsync(clerk.PostAsync($"/api/v1/webhooks/erp/deliveries/{dead.GetProperty("id").GetString()}/retry", new { })));
        await Eventually.HoldsAsync(async () => (await DeliveriesAsync()).Single().GetProperty("state").GetString() == "taken");
    }

    [Fact]
    public async Task One_that_says_it_is_gone_is_told_no_more_of_it()
    {
        _answer = StatusCodes.Status410Gone;
        await AddAsync("token.*");
        await Host.TokenAsync("reports", "entries.read");
        await Eventually.HoldsAsync(async () => (await DeliveriesAsync("?dead=true")).Count == 1);
        Assert.Single(_told);
    }

    [Theory]
    [InlineData("http://erp.example/hook", "*", "is https://")]
    [InlineData("https://u:p@erp.example/hook", "*", "without a name and password")]
    [InlineData("ftp://127.0.0.1/hook", "*", "is https://")]
    [InlineData("https://erp.example/hook", "Badge lost", "is no event")]
    public async Task What_is_no_address_or_event_is_refused(string address, string happens, string says)
    {
        using var clerk = new Person(Host.Console);
        clerk.Client.DefaultRequestHeaders.Authorization = Host.Browser.DefaultRequestHeaders.Authorization;
        Assert.Contains(says, await Person.RefusedAsync(clerk.PostAsync("/api/v1/webhooks", new { name = "erp", address, events = (string[])[happens] }), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Empty(Host.Query("SELECT name FROM webhook"));
    }

    private Task TriedAsync(int times) => Eventually.HoldsAsync(async () => (await DeliveriesAsync()) is [var one] && one.GetProperty("tries").GetInt32() == times);

    private async Task<string> AddAsync(params string[] events)
    {
        using var clerk = new Person(Host.Console);
        clerk.Client.DefaultRequestHeaders.Authorization = Host.Browser.DefaultRequestHeaders.Authorization;
        return (await Person.BodyAsync(clerk.PostAsync("/api/v1/webhooks", new { name = "erp", address = _address, events }))).GetProperty("secret").GetString()!;
    }

    private async Task<List<JsonElement>> DeliveriesAsync(string query = "") =>
        [.. (await Host.GetAsync($"/api/v1/webhooks/erp/deliveries{query}")).GetProperty("deliveries").EnumerateArray()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
