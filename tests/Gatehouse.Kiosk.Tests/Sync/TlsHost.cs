using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Kiosk.Tests.Sync;

/// <summary>Whoever answers under the host's address, with a certificate of the host's authority, and says what a test wants.</summary>
internal sealed class TlsHost : IAsyncDisposable
{
    public const string ServerUse = "1.3.6.1.5.5.7.3.1";
    public const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _server;
    private readonly X509Certificate2 _kiosk;
    private readonly Func<Stream, CancellationToken, Task> _answer;
    private readonly Task _serving;

    /// <param name="answer">Called with each connection once something was asked; null never comes so far as TLS.</param>
    /// <param name="use">What the certificate is for.</param>
    /// <param name="valid">From when and until when the certificate holds.</param>
    public TlsHost(Func<Stream, CancellationToken, Task>? answer, string? use = ServerUse, (DateTimeOffset From, DateTimeOffset To)? valid = null)
    {
        _answer = answer!;
        _authority = Authority(_authorityKey);
        _server = Issue(_authority, use, valid ?? (Issued, Issued.AddYears(90)));
        _kiosk = Issue(_authority, ClientUse, (Issued, Issued.AddYears(90)));
        _listener.Start();
        _serving = answer is null ? Task.CompletedTask : ServeAsync();
    }

    /// <summary>When the kiosk's own certificate was issued.</summary>
    public static DateTimeOffset Issued { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public KioskCredential Credential => new(
        "gate-1", $"https://{_listener.LocalEndpoint}", _authority.ExportCertificatePem(), _kiosk.ExportCertificatePem(), _kiosk.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());

    /// <summary>Another certificate for the kiosk's key or another's, PEM.</summary>
    public string Issue(ECDsa? other = null)
    {
        using var key = _kiosk.GetECDsaPrivateKey()!;
        using var issued = Issue(_authority, other ?? key, ClientUse, (Issued.AddYears(60), Issued.AddYears(90)));
        return issued.ExportCertificatePem();
    }

    /// <summary>Answers 200 with a body, and hangs up.</summary>
    public static Func<Stream, CancellationToken, Task> Says<T>(T body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(body, type);
        return Says($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {json.Length}\r\n\r\n{json}");
    }

    /// <summary>Answers with bytes as they are, and hangs up.</summary>
    public static Func<Stream, CancellationToken, Task> Says(string text) =>
        (stream, cancellationToken) => stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();

    /// <summary>Answers with bytes as they are, and neither says more nor hangs up.</summary>
    public static Func<Stream, CancellationToken, Task> SaysAndHangs(string text) => async (stream, cancellationToken) =>
    {
        await Says(text)(stream, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    };

    /// <summary>What a kiosk learns of it.</summary>
    public async Task<HostException> FailsAsync(SyncOptions? options = null, Func<DateTimeOffset?>? known = null)
    {
        using var link = new HttpsHostLink(Credential, options ?? new SyncOptions()) { Known = known ?? (() => Issued.AddYears(1)) };
        return await Assert.ThrowsAsync<HostException>(() => link.AskAsync("0001-00000000", TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _server.Dispose();
        _kiosk.Dispose();
        _authority.Dispose();
        _authorityKey.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _server, EnabledSslProtocols = SslProtocols.Tls13 }, _stop.Token);
            if (await stream.ReadAsync(new byte[4096], _stop.Token) > 0)
            {
                await _answer(stream, _stop.Token);
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
        return request.CreateSelfSigned(Issued.AddYears(-10), Issued.AddYears(100));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string? use, (DateTimeOffset From, DateTimeOffset To) valid)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = Issue(authority, key, use, valid);
        return issued.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, ECDsa key, string? use, (DateTimeOffset From, DateTimeOffset To) valid)
    {
        var request = new CertificateRequest("CN=gate-1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        if (use is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        }

        return request.Create(authority, valid.From, valid.To, [1, 2, 3, 4]);
    }
}
