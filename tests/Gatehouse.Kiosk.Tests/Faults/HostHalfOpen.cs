using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.Tests.Sync;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>The connection stands and nothing more comes: the host hangs, or a line in between is dead.</summary>
public sealed class HostHalfOpen
{
    private static readonly SyncOptions Impatient = new() { RequestTimeout = TimeSpan.FromMilliseconds(300) };

    [Fact]
    public Task A_host_that_takes_the_connection_and_never_begins_TLS() => IsNotReachedAsync(null);

    [Fact]
    public Task A_host_that_takes_the_request_and_never_answers() => IsNotReachedAsync(TlsHost.SaysAndHangs(""));

    [Theory]
    [InlineData("HTTP/1.1 20")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{\"epoch\":\"0001-00000000\",\"waterm")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1c\r\n{\"epoch\":\"0001-00000000\",\"w\r\n")]
    public Task A_host_that_answers_half(string half) => IsNotReachedAsync(TlsHost.SaysAndHangs(half));

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 20")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{\"epoch\":\"0001-00000000\",\"waterm")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1c\r\n{\"epoch\":\"0001-00000000\",\"w\r\n")]
    public Task A_host_that_answers_half_and_hangs_up(string half) => IsNotReachedAsync(TlsHost.Says(half), new SyncOptions());

    private static async Task IsNotReachedAsync(Func<Stream, CancellationToken, Task>? answer, SyncOptions? options = null)
    {
        await using var host = new TlsHost(answer);
        var error = await host.FailsAsync(options ?? Impatient);
        Assert.False(error.Refused);
        Assert.Contains("was not reached", error.Message, StringComparison.Ordinal);
    }
}
