using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Sync;

/// <summary>HTTPS with mutual TLS 1.3, trusting the host's own issuing authority and nothing else.</summary>
public sealed class HttpsHostLink : HostLink
{
    private readonly Uri _address;
    private readonly SyncOptions _options;
    private readonly X509Certificate2 _authority;
    private readonly KioskId _kiosk;
    private volatile X509Certificate2 _certificate;
    private readonly List<HostClient> _before = [];
    private volatile HostClient _client;

    /// <summary>A link by the credential of a kiosk that has joined.</summary>
    /// <exception cref="FormatException">The credential is damaged.</exception>
    public HttpsHostLink(KioskCredential credential, SyncOptions options)
    {
        _kiosk = KioskId.Parse(credential.Kiosk);
        if (!Uri.TryCreate(credential.Host, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
        {
            throw new FormatException($"The credential's host address '{credential.Host}' is not an https:// address.");
        }

        (_address, _options) = (address, options);
        _certificate = Own(credential);
        _authority = X509Certificate2.CreateFromPem(credential.Authority);
        _client = Client();
    }

    /// <summary>The wall clock's time by which the host's certificate is judged; null when it cannot be trusted.</summary>
    public Func<DateTimeOffset?> Known { get; init; } = () => TimeProvider.System.GetUtcNow();

    /// <summary>Shows another certificate of the same key, over another connection; what is under way ends over the one before.</summary>
    /// <exception cref="FormatException">The credential is damaged.</exception>
    public void Show(KioskCredential credential)
    {
        _certificate = Own(credential);
        _before.Add(_client);
        _client = Client();
    }

    /// <summary>Asks for the next certificate.</summary>
    /// <exception cref="HostException">The host was not reached, refused, or gave no sound answer.</exception>
    public Task<IssuedCertificate> RenewAsync(RenewalRequest request, CancellationToken cancellationToken) => _client.ExchangeAsync(
        Routes.CertificateOf(_kiosk), request, ContractJson.Default.RenewalRequest, ContractJson.Default.IssuedCertificate, "no certificate", cancellationToken);

    /// <inheritdoc/>
    public override async Task<RosterUpdate?> RosterAsync(string? since, string? digest, CancellationToken cancellationToken)
    {
        var body = await _client.ExchangeAsync(HttpMethod.Get, Routes.RosterOf(_kiosk, since, digest), null, cancellationToken);
        return body.Length == 0 ? null : HostClient.Read(body, ContractJson.Default.RosterUpdate) ?? throw HostClient.NotTheHost("no roster");
    }

    /// <inheritdoc/>
    public override async Task<PolicyPlan?> PoliciesAsync(string? have, string inForce, CancellationToken cancellationToken)
    {
        var body = await _client.ExchangeAsync(HttpMethod.Get, Routes.PoliciesOf(_kiosk, have, inForce), null, cancellationToken);
        return body.Length == 0 ? null : HostClient.Read(body, ContractJson.Default.PolicyPlan) ?? throw HostClient.NotTheHost("no policies");
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<HostNews> NewsAsync(CancellationToken cancellationToken) =>
        _client.EventsAsync(Routes.NewsOf(_kiosk), ContractJson.Default.HostNews, cancellationToken);

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
        var body = await _client.ExchangeAsync(HttpMethod.Get, Routes.RecordOf(_kiosk, epoch, number), null, cancellationToken);
        return HostClient.Read(body, ContractJson.Default.HeldRecord) is { Hash: not null } held && held.Sequence == number
            ? held
            : throw HostClient.NotTheHost("no hash of this record");
    }

    /// <inheritdoc/>
    public override async Task<byte[]?> ConfirmAsync(ReadOnlyMemory<byte> checkpoint, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent([.. checkpoint.Span, (byte)'\n']);
        content.Headers.ContentType = new MediaTypeHeaderValue(Routes.BatchType);
        var body = await _client.ExchangeAsync(HttpMethod.Post, Routes.CheckpointsOf(_kiosk), content, cancellationToken);
        return HostClient.Read(body, ContractJson.Default.CheckpointAnswer) is { Line: { } line } ? Encoding.UTF8.GetBytes(line) : throw HostClient.NotTheHost("no countersignature");
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
        _before.ForEach(client => client.Dispose());
        _certificate.Dispose();
        _authority.Dispose();
        base.Dispose(disposing);
    }

    private HostClient Client() => new(_address, _options, new SslClientAuthenticationOptions
    {
        LocalCertificateSelectionCallback = (_, _, _, _, _) => _certificate,
        RemoteCertificateValidationCallback = (_, certificate, _, errors) => HostTrust.IsHost(certificate, errors, _authority, _certificate, Known()),
    });

    private static X509Certificate2 Own(KioskCredential credential)
    {
        try
        {
            using var authority = X509Certificate2.CreateFromPem(credential.Authority);
            return X509Certificate2.CreateFromPem(credential.Certificate, credential.PrivateKey);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new FormatException("The credential's certificates or key cannot be read: let the kiosk join anew.", e);
        }
    }

    private async Task<IngestAnswer> ExchangeRecordsAsync(HttpMethod method, string epoch, HttpContent? content, CancellationToken cancellationToken)
    {
        var body = await _client.ExchangeAsync(method, Routes.RecordsOf(_kiosk, epoch), content, cancellationToken);
        return HostClient.Read(body, ContractJson.Default.IngestAnswer) is { Missing: not null, Watermark: >= 0 } answer && answer.Epoch == epoch
            ? answer
            : throw HostClient.NotTheHost("no watermark of this epoch");
    }
}
