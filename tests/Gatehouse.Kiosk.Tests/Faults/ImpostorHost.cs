using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>Somebody answers under the host's address with a certificate of the host's authority.</summary>
public sealed class ImpostorHost
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ClientUse)]
    [InlineData(null)]
    public async Task With_a_certificate_that_is_not_for_servers_it_is_told_nothing(string? use)
    {
        var error = await AskAsync(use);
        Assert.False(error.Refused);
        Assert.Contains("was not reached", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_one_for_servers_it_is_the_host()
    {
        var error = await AskAsync(ServerUse);
        Assert.Contains("The host answered 404", error.Message, StringComparison.Ordinal);
    }

    private static async Task<HostException> AskAsync(string? use)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = Authority(authorityKey);
        using var server = Issue(authority, use);
        using var kiosk = Issue(authority, ClientUse);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var credential = new KioskCredential(
            "gate-1", $"https://{listener.LocalEndpoint}", authority.ExportCertificatePem(), kiosk.ExportCertificatePem(), kiosk.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        using var link = new HttpsHostLink(credential, new SyncOptions());
        HostException? error = null;
        await Task.WhenAll(ServeAsync(listener, server), FailAsync());
        return error!;

        async Task FailAsync() =>
            error = await Assert.ThrowsAsync<HostException>(() => link.AskAsync("0001-00000000", TestContext.Current.CancellationToken));
    }

    /// <summary>Answers one connection, if it comes so far, with 404.</summary>
    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var stream = new SslStream(client.GetStream());
        var options = new SslServerAuthenticationOptions { ServerCertificate = certificate, EnabledSslProtocols = SslProtocols.Tls13 };
        try
        {
            await stream.AuthenticateAsServerAsync(options, TestContext.Current.CancellationToken);
            if (await stream.ReadAsync(new byte[4096], TestContext.Current.CancellationToken) > 0)
            {
                await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // The kiosk hung up.
        }
    }

    private static X509Certificate2 Authority(ECDsa key)
    {
        var request = new CertificateRequest("CN=Gatehouse", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        return request.CreateSelfSigned(From, From.AddYears(100));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string? use)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gate-1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        if (use is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        }

        using var issued = request.Create(authority, From, From.AddYears(99), [1, 2, 3, 4]);
        return issued.CopyWithPrivateKey(key);
    }
}
