using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Kiosk.Tests.Sync;

/// <summary>The credential's checks; the link itself is tried against a real host from end to end.</summary>
public sealed class HttpsHostLinkTests
{
    private static readonly KioskCredential Sound = Credential();

    [Fact]
    public async Task A_host_that_is_not_there_is_not_reached_rather_than_refusing()
    {
        using var link = new HttpsHostLink(Sound, new SyncOptions());
        var error = await Assert.ThrowsAsync<HostException>(() => link.AskAsync("0001-00000000", TestContext.Current.CancellationToken));
        Assert.False(error.Refused);
        Assert.Contains("https://127.0.0.1:1/", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://host.example:8443")]
    [InlineData("host.example")]
    [InlineData("")]
    public void An_address_without_TLS_is_refused(string address)
    {
        var error = Assert.Throws<FormatException>(() => new HttpsHostLink(Sound with { Host = address }, new SyncOptions()));
        Assert.Contains("is not an https:// address", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_certificate_or_key_says_to_join_anew()
    {
        foreach (var damaged in new[]
        {
            Sound with { Authority = "" },
            Sound with { Certificate = Sound.Certificate[..100] },
            Sound with { PrivateKey = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----" },
            Sound with { PrivateKey = Credential().PrivateKey },
        })
        {
            var error = Assert.Throws<FormatException>(() => new HttpsHostLink(damaged, new SyncOptions()));
            Assert.Contains("join anew", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("PRIVATE KEY", error.Message, StringComparison.Ordinal);
        }
    }

    private static KioskCredential Credential()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gate-1", key, HashAlgorithmName.SHA256);
        var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = request.CreateSelfSigned(from, from.AddYears(100));
        return new KioskCredential(
            "gate-1", "https://127.0.0.1:1", certificate.ExportCertificatePem(), certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
