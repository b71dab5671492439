using System.Net;
using Gatehouse.Contract;
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

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
