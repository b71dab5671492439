using Gatehouse.Contract;
using Gatehouse.Kiosk.Pairing;
using Gatehouse.Kiosk.Sync;
using Gatehouse.Kiosk.Tests.Sync;

namespace Gatehouse.Kiosk.Tests.Pairing;

/// <summary>Who answers a kiosk that wants to join; that it joins a real host is tried from end to end.</summary>
public sealed class HostPairingTests : IDisposable
{
    private static readonly KioskId Kiosk = KioskId.Parse("gate-1");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Another_authority_than_the_tokens_is_believed_nothing()
    {
        await using var other = new TlsHost(null);
        TlsHost host = null!;
        await using var disposed = host = Authority(() => other.Credential.Authority);
        Assert.Contains("not the host that made this join token", await FailsAsync(Token(host, host.Credential.Authority)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_shows_the_tokens_authority_and_has_no_certificate_of_it_is_told_no_secret()
    {
        await using var other = new TlsHost(null);
        await using var host = Authority(() => other.Credential.Authority);
        Assert.Contains("shows no certificate of this kiosk's host", await FailsAsync(Token(host, other.Credential.Authority)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", "gave no authority")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "gave no authority")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n{\"certificate\":\"x\"}", "not the host that made this join token")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "The host answered 404")]
    public async Task What_is_no_host_is_named(string answer, string says)
    {
        await using var host = new TlsHost(TlsHost.Says(answer));
        Assert.Contains(says, await FailsAsync(Token(host, host.Credential.Authority)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_kiosk_that_asks_again_asks_with_the_key_it_asked_with_before()
    {
        var file = new CredentialFile(_folder.File("credential.json"));
        using var first = file.PendingKey();
        using var second = file.PendingKey();
        Assert.Equal(first.ExportSubjectPublicKeyInfo(), second.ExportSubjectPublicKeyInfo());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("credential.json.key")));

        File.WriteAllText(_folder.File("credential.json.key"), "-----BEGIN PRIVATE");
        using var third = file.PendingKey();
        using var fourth = file.PendingKey();
        Assert.Equal(third.ExportSubjectPublicKeyInfo(), fourth.ExportSubjectPublicKeyInfo());
    }

    private static TlsHost Authority(Func<string> pem) => new((stream, cancellationToken) =>
        TlsHost.Says(new HostAuthority(pem()), ContractJson.Default.HostAuthority)(stream, cancellationToken));

    private static JoinToken Token(TlsHost host, string authority)
    {
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(authority);
        return new JoinToken(new Uri(host.Credential.Host), certificate.RawData, new byte[JoinToken.SecretLength]);
    }

    private async Task<string> FailsAsync(JoinToken token)
    {
        var file = new CredentialFile(_folder.File("credential.json"));
        var pairing = new HostPairing(new SyncOptions(), () => TlsHost.Issued.AddYears(1));
        var error = await Assert.ThrowsAsync<PairingException>(() => pairing.JoinAsync(Kiosk, token, file, TestContext.Current.CancellationToken));
        Assert.False(file.Exists);
        return error.Message;
    }
}
