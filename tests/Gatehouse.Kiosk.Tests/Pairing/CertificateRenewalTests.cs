using System.Security.Cryptography;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Pairing;
using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.Tests.Sync;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Pairing;

/// <summary>The kiosk's certificate holds for ninety years here, from 2026; the host's clock is of no account.</summary>
public sealed class CertificateRenewalTests : IDisposable
{
    private static readonly KioskId Kiosk = KioskId.Parse("gate-1");

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogLines<CertificateRenewal> _log = new();
    private int _asked;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(59, false)]
    [InlineData(61, true)]
    [InlineData(null, true)]
    public async Task Asks_when_two_thirds_of_its_time_are_over_or_nobody_knows_the_time(int? years, bool asks)
    {
        TlsHost host = null!;
        await using var disposed = host = Host(() => TlsHost.Says(new IssuedCertificate(host.Issue()), ContractJson.Default.IssuedCertificate));
        var before = host.Credential;
        var file = File(before);
        await RunAsync(host, file, years is { } y ? TlsHost.Issued.AddYears(y) : null, () => !asks || _asked > 0 && file.Read(Kiosk).Certificate != before.Certificate);
        var after = file.Read(Kiosk);
        Assert.Equal(asks, after.Certificate != before.Certificate);
        Assert.Equal(before with { Certificate = after.Certificate }, after);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public async Task A_certificate_for_another_key_is_not_kept_and_is_told_once_however_often_it_comes()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        TlsHost host = null!;
        await using var disposed = host = Host(() => TlsHost.Says(new IssuedCertificate(host.Issue(other)), ContractJson.Default.IssuedCertificate));
        var file = File(host.Credential);
        var credential = file.Read(Kiosk);
        await RunAsync(host, file, null, () => _asked >= 3);
        Assert.Equal(credential, file.Read(Kiosk));
        Assert.Contains("cannot be read", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_told_and_asked_again_an_hour_later()
    {
        await using var host = Host(() => TlsHost.Says("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"));
        await RunAsync(host, File(host.Credential), null, () => _asked >= 2);
        Assert.Contains("The host answered 403", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_takes_nothing_is_told_and_the_certificate_is_shown_all_the_same()
    {
        TlsHost host = null!;
        await using var disposed = host = Host(() => TlsHost.Says(new IssuedCertificate(host.Issue()), ContractJson.Default.IssuedCertificate));
        var file = new CredentialFile(Path.Combine(_folder.Path, "gone", "credential.json"));
        await RunAsync(host, file, TlsHost.Issued.AddYears(61), () => _log.Warnings.Count > 0);
        Assert.Contains("cannot be kept", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, _asked);
    }

    private TlsHost Host(Func<Func<Stream, CancellationToken, Task>> answer) => new((stream, cancellationToken) =>
    {
        Interlocked.Increment(ref _asked);
        return answer()(stream, cancellationToken);
    });

    private CredentialFile File(KioskCredential credential)
    {
        var file = new CredentialFile(_folder.File("credential.json"));
        file.Store(credential);
        return file;
    }

    /// <summary>Lets hours pass until it has come to this.</summary>
    private async Task RunAsync(TlsHost host, CredentialFile file, DateTimeOffset? known, Func<bool> until)
    {
        using var link = new HttpsHostLink(host.Credential, new SyncOptions()) { Known = () => known };
        using var stop = new CancellationTokenSource();
        var running = new CertificateRenewal(link, host.Credential, file, _time, _log).RunAsync(stop.Token);
        await Eventually.HoldsAsync(() =>
        {
            _time.Advance(TimeSpan.FromHours(1));
            return until();
        });
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
