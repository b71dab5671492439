using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

/// <summary>The authority goes into a safe and comes out of it, and may be one that was made elsewhere.</summary>
public sealed class AuthorityTests : IDisposable
{
    private readonly Scratch _one = new();
    private readonly Scratch _other = new();

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task One_that_was_exported_is_the_same_on_another_host_and_its_kiosks_go_on_trusting_it()
    {
        var token = await InviteAsync(_one);
        var (fingerprint, pass, file) = (await FingerprintAsync(_one), _one.File("pass"), _one.File("authority.safe"));
        await File.WriteAllTextAsync(pass, "correct horse battery\n", Token);
        Assert.Equal((0, ""), await SayAsync(_one, "authority", "export", "--out", file, "--passphrase-file", pass, "--confirm", fingerprint));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Contains("BEGIN ENCRYPTED PRIVATE KEY", await File.ReadAllTextAsync(file, Token), StringComparison.Ordinal);
        Assert.Contains("authority.export", (await RunningHost.CommandAsync(null, "audit", "--data", _one.Data)).Output, StringComparison.Ordinal);

        Assert.Equal((0, ""), await SayAsync(_other, "authority", "import", "--certificate", file, "--passphrase-file", pass));
        Assert.Equal(fingerprint, await FingerprintAsync(_other));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(_one.Data, "identity", "authority.pem"), Token), await File.ReadAllTextAsync(Path.Combine(_other.Data, "identity", "authority.pem"), Token));
        // The fingerprint in a token is the authority's.
        using var certificate = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(file, Token));
        Assert.True(IsOf(token, certificate) && IsOf(await InviteAsync(_other), certificate));
    }

    [Fact]
    public async Task The_key_leaves_only_for_whoever_says_which_one()
    {
        await InviteAsync(_one);
        var (pass, file) = (_one.File("pass"), _one.File("authority.safe"));
        await File.WriteAllTextAsync(pass, "correct horse battery\n", Token);
        var fingerprint = await FingerprintAsync(_one);
        foreach (string[] confirm in new[] { Array.Empty<string>(), ["--confirm", "0123456789ABCDEF"] })
        {
            var (code, error) = await SayAsync(_one, ["authority", "export", "--out", file, "--passphrase-file", pass, .. confirm]);
            Assert.Equal(1, code);
            Assert.Contains($"--confirm {fingerprint}", error, StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(pass, "short\n", Token);
        Assert.Contains("fewer than 12 characters", (await SayAsync(_one, "authority", "export", "--out", file, "--passphrase-file", pass, "--confirm", fingerprint)).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        Assert.DoesNotContain("authority.export", (await RunningHost.CommandAsync(null, "audit", "--data", _one.Data)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_kiosks_may_trust_already_is_not_replaced()
    {
        await InviteAsync(_one);
        var (certificate, key) = await MadeAsync(days: 3650);
        Assert.Contains("This host has an authority already", (await SayAsync(_one, "authority", "import", "--certificate", certificate, "--key", key)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_was_made_elsewhere_lets_kiosks_join()
    {
        var (certificate, key) = await MadeAsync(days: 3650);
        Assert.Equal((0, ""), await SayAsync(_other, "authority", "import", "--certificate", certificate, "--key", key));
        Assert.Contains("CN=Works authority", (await RunningHost.CommandAsync(null, "authority", "show", "--data", _other.Data)).Output, StringComparison.Ordinal);
        Assert.NotEmpty(await InviteAsync(_other));
    }

    [Theory]
    [InlineData(30, true, true, "it ends within a year")]
    [InlineData(3650, false, true, "it is no authority's certificate")]
    [InlineData(3650, true, false, "its key is not on the curve P-256")]
    public async Task One_that_is_of_no_use_is_refused_and_nothing_kept(int days, bool isAuthority, bool isP256, string says)
    {
        var (certificate, key) = await MadeAsync(days, isAuthority, isP256);
        var (code, error) = await SayAsync(_other, "authority", "import", "--certificate", certificate, "--key", key);
        Assert.Equal(1, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_other.Data, "identity", "authority.pem")));
        await File.WriteAllTextAsync(key, "no key\n", Token);
        Assert.Contains("are not a certificate and its own key", (await SayAsync(_other, "authority", "import", "--certificate", certificate, "--key", key)).Error, StringComparison.Ordinal);
    }

    private async Task<(string Certificate, string Key)> MadeAsync(int days, bool isAuthority = true, bool isP256 = true)
    {
        using var key = ECDsa.Create(isP256 ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384);
        var request = new CertificateRequest("CN=Works authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(days));
        var (one, two) = (_other.File("works.pem"), _other.File("works.key"));
        await File.WriteAllTextAsync(one, certificate.ExportCertificatePem(), Token);
        await File.WriteAllTextAsync(two, key.ExportPkcs8PrivateKeyPem(), Token);
        return (one, two);
    }

    private static async Task<string> InviteAsync(Scratch at)
    {
        var (code, output, error) = await RunningHost.CommandAsync(null, "kiosk", "invite", "gate-1", "--data", at.Data);
        Assert.True(code == 0, error);
        return output.Split('\n')[0];
    }

    private static bool IsOf(string token, X509Certificate2 authority)
    {
        Assert.True(Contract.JoinToken.TryParse(token, out var read, out var why), why);
        return read.IsOf(authority.RawData);
    }

    private static async Task<string> FingerprintAsync(Scratch at) => (await RunningHost.CommandAsync(null, "authority", "show", "--data", at.Data)).Output.Split("fingerprint ")[1][..16];

    private static async Task<(int Code, string Error)> SayAsync(Scratch at, params string[] arguments)
    {
        var (code, _, error) = await RunningHost.CommandAsync(null, [.. arguments, "--data", at.Data]);
        return (code, error);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
