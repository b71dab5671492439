using Gatehouse.Kiosk.Tests.Sync;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>Somebody answers under the host's address with a certificate of the host's authority.</summary>
public sealed class ImpostorHost
{
    private const string NotFound = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

    [Theory]
    [InlineData(TlsHost.ClientUse)]
    [InlineData(null)]
    public async Task With_a_certificate_that_is_not_for_servers_it_is_told_nothing(string? use)
    {
        await using var host = new TlsHost(TlsHost.Says(NotFound), use);
        var error = await host.FailsAsync();
        Assert.False(error.Refused);
        Assert.Contains("shows no certificate of this kiosk's host", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_one_for_servers_it_is_the_host()
    {
        await using var host = new TlsHost(TlsHost.Says(NotFound));
        Assert.Contains("The host answered 404", (await host.FailsAsync()).Message, StringComparison.Ordinal);
    }

    // Without a trusted clock it is no earlier than the certificates say, whatever the wall clock does.
    [Theory]
    [InlineData(-5, 1, true, false)]
    [InlineData(-5, -1, true, true)]
    [InlineData(3, 4, true, false)]
    [InlineData(-5, 1, false, true)]
    [InlineData(3, 4, false, true)]
    public async Task An_expired_certificate_is_refused_also_by_a_kiosk_that_knows_no_time(int from, int to, bool unkept, bool refused)
    {
        var issued = TlsHost.Issued;
        await using var host = new TlsHost(TlsHost.Says(NotFound), valid: (issued.AddYears(from), issued.AddYears(to)));
        var error = await host.FailsAsync(known: () => unkept ? null : issued.AddYears(2));
        Assert.Contains(refused ? "shows no certificate of this kiosk's host" : "The host answered 404", error.Message, StringComparison.Ordinal);
    }
}
