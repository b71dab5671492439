using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Sync;

/// <summary>HTTPS with mutual TLS 1.3, trusting the host's own issuing authority and nothing else.</summary>
public sealed class HttpsHostLink : HostLink
{
    private const int MaxAnswerBytes = 1024 * 1024;

    /// <summary>Server authentication (RFC 5280, 4.2.1.12).</summary>
    private static readonly Oid ServerUse = new("1.3.6.1.5.5.7.3.1");

    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _certificate;
    private readonly KioskId _kiosk;

    /// <summary>A link by the credential that the host's operator handed over.</summary>
    /// <exception cref="FormatException">The credential is damaged.</exception>
    public HttpsHostLink(KioskCredential credential, SyncOptions options)
    {
        _kiosk = KioskId.Parse(credential.Kiosk);
        if (!Uri.TryCreate(credential.Host, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
        {
            throw new FormatException($"The credential's host address '{credential.Host}' is not an https:// address.");
        }

        try
        {
            _authority = X509Certificate2.CreateFromPem(credential.Authority);
            _certificate = X509Certificate2.CreateFromPem(credential.Certificate, credential.PrivateKey);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new FormatException("The credential's certificates or key cannot be read: ask for a new credential file.", e);
        }

        _handler = Handler(options);
        _client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = address, Timeout = options.RequestTimeout, MaxResponseContentBufferSize = MaxAnswerBytes };
    }

    /// <summary>The wall clock's time by which the host's certificate is judged; null when it cannot be trusted.</summary>
    public Func<DateTimeOffset?> Known { get; init; } = () => TimeProvider.System.GetUtcNow();

    /// <inheritdoc/>
    public override Task<IngestAnswer> AskAsync(string epoch, CancellationToken cancellationToken) =>
        ExchangeRecordsAsync(HttpMethod.Get, epoch, null, cancellationToken);

    /// <inheritdoc/>
    public override async Task<IngestAnswer> SendAsync(string epoch, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken)
    {
        using var compressed = await CompressAsync(batch, cancellationToken);
        using var content = new ByteArrayContent(compressed.GetBuffer(), 0, (int)compressed.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue(Routes.BatchType);
        content.Headers.ContentEncoding.Add("gzip");
        return await ExchangeRecordsAsync(HttpMethod.Post, epoch, content, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<HeldRecord?> AskAsync(string epoch, long number, CancellationToken cancellationToken)
    {
        var body = await ExchangeAsync(HttpMethod.Get, Routes.RecordOf(_kiosk, epoch, number), null, cancellationToken);
        return Read(body, ContractJson.Default.HeldRecord) is { Hash: not null } held && held.Sequence == number ? held : throw NotTheHost("no hash of this record");
    }

    /// <inheritdoc/>
    public override async Task<byte[]?> ConfirmAsync(ReadOnlyMemory<byte> checkpoint, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent([.. checkpoint.Span, (byte)'\n']);
        content.Headers.ContentType = new MediaTypeHeaderValue(Routes.BatchType);
        var body = await ExchangeAsync(HttpMethod.Post, Routes.CheckpointsOf(_kiosk), content, cancellationToken);
        return Read(body, ContractJson.Default.CheckpointAnswer) is { Line: { } line } ? Encoding.UTF8.GetBytes(line) : throw NotTheHost("no countersignature");
    }

    /// <summary>A batch as it goes over the line.</summary>
    public static async Task<MemoryStream> CompressAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellationToken)
    {
        var compressed = new MemoryStream();
        await using var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true);
        await gzip.WriteAsync(batch, cancellationToken);
        return compressed;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _client.Dispose();
        _handler.Dispose();
        _certificate.Dispose();
        _authority.Dispose();
        base.Dispose(disposing);
    }

    private SocketsHttpHandler Handler(SyncOptions options) => new()
    {
        ConnectTimeout = options.RequestTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls13,
            ClientCertificates = [_certificate],
            RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsHost(certificate, errors),
        },
    };

    private bool IsHost(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 host || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ServerUse);
        chain.ChainPolicy.VerificationTime = Known()?.UtcDateTime ?? LastKnown(host);
        return IsForServers(host) && chain.Build(host);
    }

    /// <summary>
    /// Without a trusted clock it is at least as late as the newest of the certificates says, this kiosk's own among them: a
    /// host whose certificate had expired before that is not believed.
    /// </summary>
    private DateTime LastKnown(X509Certificate2 host) =>
        new[] { _authority, _certificate, host }.Max(certificate => certificate.NotBefore.ToUniversalTime());

    /// <summary>The authority issues the kiosks' certificates too. A chain also holds for one that names no use at all.</summary>
    private static bool IsForServers(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .Any(uses => uses.EnhancedKeyUsages.Cast<Oid>().Any(use => use.Value == ServerUse.Value));

    private async Task<IngestAnswer> ExchangeRecordsAsync(HttpMethod method, string epoch, HttpContent? content, CancellationToken cancellationToken)
    {
        var body = await ExchangeAsync(method, Routes.RecordsOf(_kiosk, epoch), content, cancellationToken);
        return Read(body, ContractJson.Default.IngestAnswer) is { Missing: not null, Watermark: >= 0 } answer && answer.Epoch == epoch
            ? answer
            : throw NotTheHost("no watermark of this epoch");
    }

    private async Task<byte[]> ExchangeAsync(HttpMethod method, string address, HttpContent? content, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative)) { Content = content };
            using var response = await _client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.StatusCode == HttpStatusCode.OK ? body : throw Refusal(response, body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new HostException($"The host at {_client.BaseAddress} was not reached: {e.GetBaseException().Message}", refused: false, inner: e);
        }
    }

    private static T? Read<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            // A proxy's page rather than the host's answer.
            return null;
        }
    }

    private static HostException NotTheHost(string lacking) =>
        new($"What answered is not the host: it said 200 but gave {lacking}. A proxy may stand between.", refused: false);

    private static HostException Refusal(HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        var temporary = status is 408 or 429 or >= 500;
        var detail = Detail(body) ?? response.ReasonPhrase;
        return new HostException($"The host answered {status}: {detail}", refused: !temporary, response.Headers.RetryAfter?.Delta);
    }

    private static string? Detail(byte[] body)
    {
        try
        {
            var problem = JsonSerializer.Deserialize(body, ContractJson.Default.JsonElement);
            return problem.ValueKind == JsonValueKind.Object
                && problem.TryGetProperty("detail", out var detail)
                && detail.ValueKind == JsonValueKind.String ? detail.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
