using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Gatehouse.Contract;

namespace Gatehouse.Host.Tests.Support;

/// <summary>The kiosk's end of the wire, down to what a well-behaved kiosk never does.</summary>
public sealed class KioskLink : IDisposable
{
    private readonly X509Certificate2? _certificate;
    private readonly X509Certificate2? _authority;
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;

    public KioskLink(KioskCredential credential, Uri host)
        : this(credential.Authority, X509Certificate2.CreateFromPem(credential.Certificate, credential.PrivateKey), host) => (Name, Credential) = (credential.Kiosk, credential);

    /// <summary>Shows this certificate, or none.</summary>
    public KioskLink(string authority, X509Certificate2? certificate, Uri host)
    {
        _certificate = certificate;
        _authority = X509Certificate2.CreateFromPem(authority);
        var options = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls13,
            RemoteCertificateValidationCallback = (_, shown, _, errors) => IsHost(shown, errors),
        };
        if (certificate is not null)
        {
            // By selection rather than by list: a client must be able to show what the server did not ask for.
            options.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        _handler = new SocketsHttpHandler { SslOptions = options };
        _client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = host };
    }

    public string Name { get; init; } = "gate-1";

    public KioskCredential? Credential { get; }

    /// <summary>How far the host's clock is ahead.</summary>
    public TimeSpan Later { get; init; }

    public HttpClient Client => _client;

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
        _certificate?.Dispose();
        _authority?.Dispose();
    }

    public async Task<IngestAnswer> SendAsync(Journal journal, long from, long to)
    {
        using var response = await PostAsync(journal.Batch(from, to), epoch: journal.Epoch);
        return await AnswerAsync(response);
    }

    public async Task<IngestAnswer> SendAsync(Journal journal) => await SendAsync(journal, 1, journal.Count);

    /// <summary>A checkpoint of a journal's record, signed with this kiosk's key or another.</summary>
    public byte[] Sign(Journal journal, long sequence, string? hash = null, string? privateKey = null)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(privateKey ?? Credential!.PrivateKey);
        var checkpoint = new Checkpoint(
            Checkpoint.Word, Name, journal.Epoch, sequence, hash ?? journal.HashOf(sequence), journal.At, Guid.Empty.ToString("N"), SignedLine.KeyName(key));
        return SignedLine.Sign(checkpoint, ContractJson.Default.Checkpoint, key);
    }

    public async Task<HttpResponseMessage> ShowAsync(byte[] checkpoint)
    {
        using var content = new ByteArrayContent([.. checkpoint, (byte)'\n']);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(Routes.BatchType);
        return await _client.PostAsync(new Uri(Routes.CheckpointsOf(KioskId.Parse(Name)), UriKind.Relative), content, Token);
    }

    /// <summary>Shows a checkpoint that the host must confirm, and gives the countersignature.</summary>
    public async Task<byte[]> ConfirmAsync(byte[] checkpoint)
    {
        using var response = await ShowAsync(checkpoint);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, text);
        return Encoding.UTF8.GetBytes(JsonSerializer.Deserialize(text, ContractJson.Default.CheckpointAnswer)!.Line);
    }

    /// <summary>A request for a certificate for a key.</summary>
    public static string Request(ECDsa key) => new CertificateRequest("CN=whoever", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();

    /// <summary>Shows a join token's secret.</summary>
    public Task<HttpResponseMessage> JoinAsync(string kiosk, JoinToken token, ECDsa key) => JoinAsync(new PairingRequest(kiosk, token.Secret, Request(key)));

    public Task<HttpResponseMessage> JoinAsync(PairingRequest request) =>
        _client.PostAsJsonAsync(new Uri(Routes.Pairing, UriKind.Relative), request, ContractJson.Default.PairingRequest, Token);

    /// <summary>Asks for the next certificate, for its own key or another.</summary>
    public Task<HttpResponseMessage> RenewAsync(ECDsa? other = null, string? kiosk = null)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(Credential!.PrivateKey);
        return _client.PostAsJsonAsync(
            new Uri(Routes.CertificateOf(KioskId.Parse(kiosk ?? Name)), UriKind.Relative), new RenewalRequest(Request(other ?? key)), ContractJson.Default.RenewalRequest, Token);
    }

    public async Task<IngestAnswer> AskAsync(string epoch)
    {
        using var response = await _client.GetAsync(new Uri(Routes.RecordsOf(KioskId.Parse(Name), epoch), UriKind.Relative), Token);
        return await AnswerAsync(response);
    }

    public Task<HttpResponseMessage> PostAsync(byte[] lines, string epoch = "e1", string? kiosk = null) => PostRawAsync(Gzip(lines), epoch, kiosk);

    public async Task<HttpResponseMessage> PostRawAsync(byte[] body, string epoch = "e1", string? kiosk = null, string type = Routes.BatchType, string? encoding = "gzip")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return await _client.PostAsync(new Uri(Routes.RecordsOf(KioskId.Parse(kiosk ?? Name), epoch), UriKind.Relative), content, Token);
    }

    /// <summary>Sends a body whose length is not told beforehand.</summary>
    public async Task<HttpResponseMessage> PostChunkedAsync(byte[] body, Version version)
    {
        using var content = new StreamContent(new MemoryStream(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(Routes.BatchType);
        content.Headers.ContentEncoding.Add("gzip");
        content.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Routes.RecordsOf(KioskId.Parse(Name), "e1"), UriKind.Relative))
        {
            Content = content,
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TransferEncodingChunked = version == HttpVersion.Version11;
        return await _client.SendAsync(request, Token);
    }

    public static byte[] Gzip(byte[] lines)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(lines);
        }

        return compressed.ToArray();
    }

    private static async Task<IngestAnswer> AnswerAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize(text, ContractJson.Default.IngestAnswer)!;
    }

    private bool IsHost(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 shown || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority!);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = (TimeProvider.System.GetUtcNow() + Later).UtcDateTime;
        return chain.Build(shown);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
