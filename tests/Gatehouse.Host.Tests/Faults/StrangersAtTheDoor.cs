using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Faults;

public sealed class StrangersAtTheDoor : IAsyncLifetime
{
    private readonly Journal _journal = new Journal("gate-1").Walk(2);
    private RunningHost _host = null!;
    private KioskCredential _credential = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync();
        _credential = await _host.CredentialAsync("gate-1");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public Task No_certificate() => RefusedAsync(HttpStatusCode.Unauthorized, "No client certificate", null);

    [Fact]
    public async Task A_certificate_of_another_authority()
    {
        await using var elsewhere = await RunningHost.StartAsync();
        var stranger = await elsewhere.CredentialAsync("gate-1");
        using var certificate = X509Certificate2.CreateFromPem(stranger.Certificate, stranger.PrivateKey);
        await RefusedAsync(HttpStatusCode.Unauthorized, "not issued by this host", certificate);
    }

    [Fact]
    public async Task A_certificate_that_signed_itself()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gate-1", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await RefusedAsync(HttpStatusCode.Unauthorized, "not issued by this host", certificate);
    }

    [Fact]
    public async Task The_hosts_own_server_certificate_with_a_stolen_key()
    {
        // Signed by the same authority, but not for a kiosk's use.
        var authority = await File.ReadAllTextAsync(Path.Combine(_host.Data, "identity", "authority.pem"), Token);
        var secret = await File.ReadAllTextAsync(Path.Combine(_host.Data, "identity", "authority.key"), Token);
        using var issuer = X509Certificate2.CreateFromPem(authority, secret);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gate-1", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var issued = request.Create(issuer, issuer.NotBefore, issuer.NotBefore.AddDays(30), [0x41, 2, 3]);
        using var certificate = issued.CopyWithPrivateKey(key);
        await RefusedAsync(HttpStatusCode.Unauthorized, "not issued by this host to a kiosk", certificate);
    }

    [Fact]
    public async Task An_expired_certificate()
    {
        var later = TimeSpan.FromDays(91);
        await using var host = await RunningHost.StartAsync();
        var old = await host.CredentialAsync("gate-2");
        await host.RestartAsync(later);
        using var kiosk = new KioskLink(old, host.Kiosks) { Later = later };
        await Refused.ChangesNothingAsync(
            host, HttpStatusCode.Unauthorized, "expired", () => kiosk.PostAsync(new Journal("gate-2").Walk(1).All()));
    }

    [Fact]
    public async Task A_certificate_revoked_in_mid_connection()
    {
        using var kiosk = new KioskLink(_credential, _host.Kiosks);
        await kiosk.SendAsync(_journal, 1, 2);
        var (code, output, _) = await RunningHost.CommandAsync(null, "kiosk", "revoke", "gate-1", "--data", _host.Data);
        Assert.Equal(0, code);
        Assert.Contains("Revoked the kiosk gate-1", output, StringComparison.Ordinal);

        await Refused.ChangesNothingAsync(_host, HttpStatusCode.Forbidden, "revoked", () => kiosk.PostAsync(_journal.Batch(3, 4)));
    }

    [Fact]
    public async Task A_certificate_that_was_replaced()
    {
        using var before = new KioskLink(_credential, _host.Kiosks);
        var replaced = await _host.CredentialAsync("gate-1", replace: true);
        await Refused.ChangesNothingAsync(_host, HttpStatusCode.Forbidden, "revoked", () => before.PostAsync(_journal.All()));
        using var after = new KioskLink(replaced, _host.Kiosks);
        Assert.Equal(4, (await after.SendAsync(_journal)).Watermark);
    }

    [Fact]
    public async Task Another_kiosks_certificate()
    {
        using var other = await _host.KioskAsync("gate-2");
        await Refused.ChangesNothingAsync(_host, HttpStatusCode.Forbidden, "another kiosk", () => other.PostAsync(_journal.All(), kiosk: "gate-1"));
        using var asked = await other.Client.GetAsync(new Uri(Routes.RecordsOf(KioskId.Parse("gate-1"), "e1"), UriKind.Relative), Token);
        await Refused.WithAsync(asked, HttpStatusCode.Forbidden, "another kiosk");
    }

    private async Task RefusedAsync(HttpStatusCode status, string says, X509Certificate2? certificate)
    {
        using var stranger = new KioskLink(_credential.Authority, certificate, _host.Kiosks);
        await Refused.ChangesNothingAsync(_host, status, says, () => stranger.PostAsync(_journal.All()));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
