using System.Net;
using System.Net.Http.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Composition;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

public sealed class DoorTests : HostAndKiosk
{
    [Theory]
    [InlineData("/")]
    [InlineData("/health")]
    [InlineData("/export.csv")]
    [InlineData("/api/v1/summary")]
    [InlineData("/api/v1/entries")]
    [InlineData("/preferences?theme=dark")]
    [InlineData("/console.css")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/_blazor/negotiate")]
    public async Task The_kiosk_port_serves_nothing_of_the_console(string path)
    {
        // Whatever the Host header says: the port is the connection's, not the caller's word.
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Host = Host.Console.Authority;
        using var response = await Kiosk.Client.SendAsync(request, Token);
        await Refused.WithAsync(response, HttpStatusCode.NotFound, "not found on this port");
    }

    [Fact]
    public async Task Health_is_told_also_to_who_asks_for_the_head_alone()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri("/health", UriKind.Relative));
        using var response = await Host.Browser.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_console_port_takes_no_records()
    {
        var path = new Uri(Routes.RecordsOf(KioskId.Parse("gate-1"), "e1"), UriKind.Relative);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var asked = await Host.Browser.SendAsync(request, Token);
        await Refused.WithAsync(asked, HttpStatusCode.NotFound, "not found on this port");
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:7080")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.168.1.5")]
    public async Task The_console_answers_to_no_name_but_loopback(string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/entries", UriKind.Relative));
        request.Headers.Host = name;
        using var response = await Host.Browser.SendAsync(request, Token);
        await Refused.WithAsync(response, HttpStatusCode.MisdirectedRequest, "localhost");
    }

    [Fact]
    public async Task The_console_answers_to_localhost()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/health", UriKind.Relative));
        request.Headers.Host = $"localhost:{Host.Console.Port}";
        using var response = await Host.Browser.SendAsync(request, Token);
        Assert.Equal("healthy\n", await response.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task Another_sites_script_may_not_open_the_consoles_socket(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/_blazor", UriKind.Relative));
        request.Headers.Add("Origin", origin);
        using var response = await Host.Browser.SendAsync(request, Token);
        await Refused.WithAsync(response, HttpStatusCode.Forbidden, "Another site");
    }

    [Fact]
    public async Task A_web_server_before_the_console_gives_it_a_name_and_says_who_asked()
    {
        using var scratch = new Scratch();
        await using var host = await HostService.StartAsync(
            new RunOptions { Data = scratch.Data, Database = TestDatabase.Of(scratch.Data), KioskPort = 0, ConsolePort = 0, ConsoleName = "gates.example" }, TimeProvider.System, Token);
        using var browser = new HttpClient { BaseAddress = host.Console };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/setup", UriKind.Relative));
        request.Headers.Host = "gates.example";
        request.Headers.Add("Origin", "https://gates.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "192.0.2.7");
        request.Content = JsonContent.Create(new { code = await File.ReadAllTextAsync(host.SetupCode!, Token), name = "li.wei", password = Person.Password });
        using (var made = await browser.SendAsync(request, Token))
        {
            Assert.Equal(HttpStatusCode.NoContent, made.StatusCode);
        }

        using var signIn = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/session", UriKind.Relative));
        signIn.Headers.Host = "gates.example";
        signIn.Headers.Add("X-Forwarded-Proto", "https");
        signIn.Headers.Add("X-Forwarded-For", "192.0.2.7");
        signIn.Content = JsonContent.Create(new { name = "li.wei", password = Person.Password });
        using var response = await browser.SendAsync(signIn, Token);
        Assert.Contains("; secure; samesite=lax; httponly", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Contains("192.0.2.7", TestDatabase.Query(scratch.Data, "SELECT \"from\" FROM session").Single()[0].ToString(), StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
