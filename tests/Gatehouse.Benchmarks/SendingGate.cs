using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Demo;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Benchmarks;

/// <summary>A kiosk's batches, compressed beforehand so that only the host works when they are sent.</summary>
internal sealed class SendingGate : IDisposable
{
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;
    private readonly X509Certificate2 _own;
    private readonly X509Certificate2 _authority;
    private readonly KioskId _kiosk;
    private int _next;

    private SendingGate(KioskCredential credential, IReadOnlyList<PreparedBatch> batches)
    {
        _kiosk = KioskId.Parse(credential.Kiosk);
        _own = X509Certificate2.CreateFromPem(credential.Certificate, credential.PrivateKey);
        _authority = X509Certificate2.CreateFromPem(credential.Authority);
        _handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = [_own],
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is X509Certificate2 certificate && certificate.Issuer == _authority.Subject,
            },
        };
        _client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = new Uri(credential.Host) };
        Batches = batches;
    }

    /// <summary>Its kiosk's name.</summary>
    public string Kiosk => _kiosk.ToString();

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<PreparedBatch> Batches { get; }

    /// <summary>Writes a journal of so many batches and prepares them.</summary>
    public static async Task<SendingGate> PrepareAsync(KioskCredential credential, DirectoryInfo root, int batches, TimeProvider time, CancellationToken cancellationToken)
    {
        var prepared = new List<PreparedBatch>();
#pragma warning disable CA2000 // The journal owns its disk.
        var disk = new UnflushedDisk(FolderDisk.Open(Path.Combine(root.FullName, credential.Kiosk, "journal")));
#pragma warning restore CA2000
        await using var journal = BacklogBenchmark.Open(disk, credential.Kiosk, time);
        await BacklogBenchmark.FillAsync(journal, batches * Routes.MaxBatchRecords);
        for (long from = 1; from <= journal.Head.Sequence;)
        {
            var (lines, last, _) = Gatehouse.Kiosk.Sync.Batches.Read(journal.Reader, journal.Head.Epoch, new SequenceRange(from, journal.Head.Sequence));
            using var compressed = await HttpsHostLink.CompressAsync(lines, cancellationToken);
            prepared.Add(new PreparedBatch(journal.Head.Epoch, from, last, compressed.ToArray()));
            from = last + 1;
        }

        return new SendingGate(credential, prepared);
    }

    /// <summary>Sends the next ones, each when the one before is answered, and gives how many records they held.</summary>
    /// <exception cref="DemoException">The host does not hold what it was sent.</exception>
    public async Task<long> SendAsync(int batches, CancellationToken cancellationToken)
    {
        long records = 0;
        foreach (var batch in Batches.Skip(_next).Take(batches))
        {
            using var content = new ByteArrayContent(batch.Compressed);
            content.Headers.ContentType = new MediaTypeHeaderValue(Routes.BatchType);
            content.Headers.ContentEncoding.Add("gzip");
            using var response = await _client.PostAsync(new Uri(Routes.RecordsOf(_kiosk, batch.Epoch), UriKind.Relative), content, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (!response.IsSuccessStatusCode || JsonSerializer.Deserialize(text, ContractJson.Default.IngestAnswer)!.Watermark != batch.Last)
            {
                throw new DemoException($"The host did not take a batch: {(int)response.StatusCode} {text}");
            }

            records += batch.Last - batch.First + 1;
        }

        _next += batches;
        return records;
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
        _own.Dispose();
        _authority.Dispose();
    }
}

/// <summary>A batch as it goes over the wire.</summary>
internal sealed record PreparedBatch(string Epoch, long First, long Last, byte[] Compressed);
