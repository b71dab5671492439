using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Api;

/// <summary>A write whose answer was lost is sent again.</summary>
public sealed class IdempotencyKeyTests : HostAndKiosk
{
    [Fact]
    public async Task What_has_the_same_key_is_done_once_and_answered_alike()
    {
        var (first, _, one) = await SendAsync("a", new { format = "csv" });
        var (second, replayed, two) = await SendAsync("a", new { format = "csv" });
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, true), (first, second, replayed));
        Assert.Equal(JsonElement.Parse(one).GetProperty("id").GetString(), JsonElement.Parse(two).GetProperty("id").GetString());
        await SendAsync("b", new { format = "csv" });
        Assert.Equal(2, Host.Query("SELECT id FROM export").Count);
    }

    [Fact]
    public async Task Another_request_with_the_same_key_and_a_key_that_is_none_are_refused()
    {
        await SendAsync("a", new { format = "csv" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync("a", new { format = "jsonl" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("a b", new { format = "jsonl" })).Status);
        Assert.Single(Host.Query("SELECT id FROM export"));
    }

    [Fact]
    public async Task A_key_is_its_callers_own()
    {
        await SendAsync("a", new { format = "csv" });
        var token = await Host.TokenAsync("other", "entries.read");
        using var request = Request("a", new { format = "csv" });
        request.Headers.Add("Authorization", $"Bearer {token}");
        using var response = await Host.Browser.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(2, Host.Query("SELECT id FROM export").Count);
    }

    [Fact]
    public async Task A_secret_is_not_kept_for_the_second_time()
    {
        var token = new { name = "reports", rights = (string[])["entries.read"], days = 1 };
        Assert.Equal(HttpStatusCode.Created, (await SendAsync("a", token, "/api/v1/tokens")).Status);
        var (status, _, text) = await SendAsync("a", token, "/api/v1/tokens");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("held a secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ght_", string.Join('|', Host.Query("SELECT body FROM answer").SelectMany(r => r).OfType<byte[]>().Select(System.Text.Encoding.UTF8.GetString)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_left_unanswered_is_said_to_be_so()
    {
        await SendAsync("a", new { format = "csv" });
        Host.Alter("UPDATE answer SET status = 0, body = NULL");
        var (status, _, text) = await SendAsync("a", new { format = "csv" });
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("look whether it is done", text, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, bool Replayed, string Text)> SendAsync(string key, object body, string path = "/api/v1/exports")
    {
        using var request = Request(key, body, path);
        using var response = await Host.Browser.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Headers.Contains("Idempotent-Replayed"), await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static HttpRequestMessage Request(string key, object body, string path = "/api/v1/exports")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return request;
    }
}
