using Gatehouse.Kiosk.Tests.Sync;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>A proxy answers in the host's place: what it says counts for nothing.</summary>
public sealed class AnotherAnswers
{
    [Theory]
    [InlineData("text/html", "<html><body>Welcome to the factory's network</body></html>")]
    [InlineData("application/json", "<html></html>")]
    [InlineData("application/json", "{}")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "null")]
    [InlineData("application/json", "")]
    [InlineData("application/json", "{\"epoch\":\"0001-00000000\",\"watermark\":7}")]
    [InlineData("application/json", "{\"epoch\":\"0002-00000000\",\"watermark\":7,\"missing\":[]}")]
    [InlineData("application/json", "{\"epoch\":\"0001-00000000\",\"watermark\":-1,\"missing\":[]}")]
    public async Task With_200_and_no_watermark_of_this_epoch(string type, string body)
    {
        await using var host = new TlsHost(TlsHost.Says(
            $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        var error = await host.FailsAsync();
        Assert.False(error.Refused);
        Assert.Contains("not the host", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Retry-After: 17", 17)]
    [InlineData("Date: Fri, 06 Mar 2026 09:00:00 GMT\r\nRetry-After: Fri, 06 Mar 2026 09:00:17 GMT", 17)]
    [InlineData("Retry-After: Fri, 06 Mar 2026 09:00:17 GMT", null)]
    [InlineData("X-Other: 17", null)]
    public async Task A_busy_one_says_how_long_to_wait(string header, int? seconds)
    {
        await using var host = new TlsHost(TlsHost.Says($"HTTP/1.1 503 Service Unavailable\r\n{header}\r\nContent-Length: 0\r\n\r\n"));
        var error = await host.FailsAsync();
        Assert.False(error.Refused);
        Assert.Equal(seconds, (int?)error.RetryAfter?.TotalSeconds);
    }
}
