using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

public sealed class PairingTests : IAsyncLifetime
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private RunningHost _host = null!;
    private KioskLink _stranger = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync();
        await _host.InviteAsync("gate-0");
        _stranger = await _host.StrangerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _stranger.Dispose();
        _key.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_certificate_is_for_the_key_the_kiosk_made_and_for_ninety_days()
    {
        using var response = await _stranger.JoinAsync("gate-1", await _host.InviteAsync("gate-1"), _key);
        using var certificate = await CertificateAsync(response);
        Assert.Equal(("CN=gate-1", 90), (certificate.Subject, DaysOf(certificate)));
        Assert.Equal(_key.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public async Task The_authority_is_told_to_anybody()
    {
        using var response = await _stranger.Client.GetAsync(new Uri(Routes.Authority, UriKind.Relative), Token);
        var told = JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(Token), ContractJson.Default.HostAuthority)!;
        Assert.Equal((await _host.AuthorityAsync()).Trim(), told.Certificate.Trim());
    }

    [Fact]
    public async Task Asked_again_with_the_same_key_since_the_answer_was_lost_it_gives_the_same_certificate()
    {
        var token = await _host.InviteAsync("gate-1");
        using var first = await CertificateAsync(await _stranger.JoinAsync("gate-1", token, _key));
        using var second = await CertificateAsync(await _stranger.JoinAsync("gate-1", token, _key));
        Assert.Equal(first.Thumbprint, second.Thumbprint);
        Assert.Equal(0, _host.Alarms());
    }

    [Fact]
    public async Task A_token_that_was_used_lets_nobody_else_in_and_raises_an_alarm()
    {
        var token = await _host.InviteAsync("gate-1");
        using var first = await CertificateAsync(await _stranger.JoinAsync("gate-1", token, _key));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await RefusedAsync(HttpStatusCode.Forbidden, "was used before", _stranger.JoinAsync("gate-1", token, other));
        await RefusedAsync(HttpStatusCode.Forbidden, "was used before", _stranger.JoinAsync("gate-1", token, other));

        var alarm = Assert.Single((await _host.GetAsync("/api/v1/alarms")).GetProperty("alarms").EnumerateArray());
        Assert.Equal(("usedToken", "gate-1", "127.0.0.1", 2), (Text(alarm, "kind"), Text(alarm, "kiosk"), Text(alarm, "offered"), alarm.GetProperty("times").GetInt32()));
        Assert.False(alarm.TryGetProperty("epoch", out _));
        var page = await _host.Browser.GetStringAsync(new Uri("/alarms", UriKind.Relative), Token);
        Assert.Contains("A join token that was used before was shown again", page, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_that_show_a_token_at_once_one_joins()
    {
        var token = await _host.InviteAsync("gate-1");
        var keys = Enumerable.Range(0, 8).Select(_ => ECDsa.Create(ECCurve.NamedCurves.nistP256)).ToList();
        var answers = await Task.WhenAll(keys.Select(key => _stranger.JoinAsync("gate-1", token, key)));
        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        Assert.Equal(7, answers.Count(a => a.StatusCode == HttpStatusCode.Forbidden));
        Assert.Single(_host.Query("SELECT thumbprint FROM certificate"));
        keys.ForEach(key => key.Dispose());
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task A_secret_nobody_made_and_another_kiosks_token_raise_an_alarm_and_stay_of_use_to_its_own()
    {
        var token = await _host.InviteAsync("gate-1");
        await RefusedAsync(HttpStatusCode.Forbidden, "knows no such join token", _stranger.JoinAsync(new PairingRequest("gate-1", "x", KioskLink.Request(_key))));
        await RefusedAsync(HttpStatusCode.Forbidden, "another kiosk's", _stranger.JoinAsync("gate-2", token, _key));
        Assert.Equal(2, _host.Alarms());
        using var joined = await CertificateAsync(await _stranger.JoinAsync("gate-1", token, _key));
        Assert.DoesNotContain(token.Secret, string.Concat(_host.Query("SELECT id, kiosk FROM join_token").SelectMany(row => row)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_expires_and_says_how_to_get_another()
    {
        var token = await _host.InviteAsync("gate-1", "--minutes", "30");
        await _host.RestartAsync(TimeSpan.FromMinutes(31));
        using var stranger = await _host.StrangerAsync();
        await RefusedAsync(HttpStatusCode.Forbidden, "expired: make another with 'gatehouse-host kiosk invite gate-1'", stranger.JoinAsync("gate-1", token, _key));
        Assert.Empty(_host.Query("SELECT name FROM kiosk"));
    }

    [Fact]
    public async Task Who_shows_wrong_tokens_is_made_to_wait()
    {
        for (var i = 0; i < 10; i++)
        {
            await RefusedAsync(HttpStatusCode.Forbidden, "knows no such", _stranger.JoinAsync(new PairingRequest("gate-1", $"{i}", KioskLink.Request(_key))));
        }

        using var limited = await _stranger.JoinAsync("gate-1", await _host.InviteAsync("gate-1"), _key);
        await Refused.WithAsync(limited, HttpStatusCode.TooManyRequests, "wait a minute");
        Assert.Equal(TimeSpan.FromMinutes(1), limited.Headers.RetryAfter?.Delta);
        Assert.Equal(1, _host.Alarms());
    }

    [Theory]
    [InlineData("""{"kiosk":"Gate 1","secret":"s","request":"r"}""", "A kiosk's name is")]
    [InlineData("""{"kiosk":"gate-1","secret":"s","request":"r"}""", "no PKCS #10 request")]
    [InlineData("""{"kiosk":"gate-1"}""", "no PKCS #10 request")]
    [InlineData("""{}""", "A kiosk's name is")]
    [InlineData("""null""", "not null")]
    [InlineData("""[""", "not the JSON that this address takes: line 1, byte ")]
    public async Task What_is_no_request_is_refused(string body, string says)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _stranger.Client.PostAsync(new Uri(Routes.Pairing, UriKind.Relative), content, Token);
        await Refused.WithAsync(response, HttpStatusCode.BadRequest, says);
        Assert.Equal(0, _host.Alarms());
    }

    [Theory]
    [InlineData("text/plain", 100, HttpStatusCode.UnsupportedMediaType, "application/json")]
    [InlineData("application/json", 17 * 1024, HttpStatusCode.RequestEntityTooLarge, "larger than")]
    public async Task What_is_of_another_kind_or_too_large_is_refused(string type, int length, HttpStatusCode status, string says)
    {
        using var content = new StringContent(new string(' ', length), Encoding.UTF8, type);
        using var response = await _stranger.Client.PostAsync(new Uri(Routes.Pairing, UriKind.Relative), content, Token);
        await Refused.WithAsync(response, status, says);
    }

    [Fact]
    public async Task A_key_of_another_curve_and_a_request_signed_by_another_are_refused()
    {
        var token = await _host.InviteAsync("gate-1");
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        await RefusedAsync(HttpStatusCode.BadRequest, "P-256", _stranger.JoinAsync("gate-1", token, other));

        var lines = KioskLink.Request(_key).Split('\n');
        var damaged = string.Join('\n', lines[..^2].Select((line, i) => i == lines.Length - 3 ? line[..^12] + "AAAA" + line[^8..] : line).Append(lines[^2]));
        await RefusedAsync(HttpStatusCode.BadRequest, "signed with its own key", _stranger.JoinAsync(new PairingRequest("gate-1", token.Secret, damaged)));
    }

    [Fact]
    public async Task A_certificate_is_renewed_in_the_second_half_of_its_time_and_given_again_before()
    {
        var credential = await _host.CredentialAsync("gate-1");
        using (var kiosk = new KioskLink(credential, _host.Kiosks))
        {
            using var same = await CertificateAsync(await kiosk.RenewAsync());
            Assert.Equal(credential.Certificate.Trim(), same.ExportCertificatePem());
        }

        var later = TimeSpan.FromDays(60);
        await _host.RestartAsync(later);
        using var old = new KioskLink(credential, _host.Kiosks) { Later = later };
        using var next = await CertificateAsync(await old.RenewAsync());
        Assert.Equal(150, DaysOf(next));
        var journal = new Journal("gate-1").Walk(1);
        await old.SendAsync(journal);
        using var renewed = new KioskLink(credential with { Certificate = next.ExportCertificatePem() }, _host.Kiosks) { Later = later };
        Assert.Equal(2, (await renewed.SendAsync(journal)).Watermark);
    }

    [Fact]
    public async Task An_expired_certificate_may_be_renewed_and_nothing_else()
    {
        var credential = await _host.CredentialAsync("gate-1");
        var later = TimeSpan.FromDays(120);
        await _host.RestartAsync(later);
        using var kiosk = new KioskLink(credential, _host.Kiosks) { Later = later };
        await Refused.ChangesNothingAsync(_host, HttpStatusCode.Unauthorized, "renews it by itself", () => kiosk.PostAsync(new Journal("gate-1").Walk(1).All()));
        using var next = await CertificateAsync(await kiosk.RenewAsync());
        using var renewed = new KioskLink(credential with { Certificate = next.ExportCertificatePem() }, _host.Kiosks) { Later = later };
        Assert.Equal(2, (await renewed.SendAsync(new Journal("gate-1").Walk(1))).Watermark);
    }

    [Fact]
    public async Task Nobody_renews_for_another_key_or_another_kiosk_or_once_revoked()
    {
        using var kiosk = await _host.KioskAsync("gate-1");
        using var other = await _host.KioskAsync("gate-2");
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, "another key", kiosk.RenewAsync(_key));
        await RefusedAsync(HttpStatusCode.Forbidden, "another kiosk's", kiosk.RenewAsync(kiosk: "gate-2"));
        await RunningHost.CommandAsync(null, "kiosk", "revoke", "gate-1", "--data", _host.Data);
        await RefusedAsync(HttpStatusCode.Forbidden, "revoked", kiosk.RenewAsync());
    }

    [Fact]
    public async Task A_renewal_whose_body_takes_its_time_is_refused_once_the_kiosk_was_revoked_meanwhile()
    {
        using var kiosk = await _host.KioskAsync("gate-1");
        using var key = ECDsa.Create();
        key.ImportFromPem(kiosk.Credential!.PrivateKey);
        var request = JsonSerializer.SerializeToUtf8Bytes(new RenewalRequest(KioskLink.Request(key)), ContractJson.Default.RenewalRequest);
        using var body = new SlowBody(request, () => RunningHost.CommandAsync(null, "kiosk", "revoke", "gate-1", "--data", _host.Data));
        using var response = await kiosk.Client.PostAsync(new Uri(Routes.CertificateOf(KioskId.Parse("gate-1")), UriKind.Relative), body, Token);
        await Refused.WithAsync(response, HttpStatusCode.Forbidden, "revoked");
        Assert.Single(_host.Query("SELECT thumbprint FROM certificate"));
    }

    [Fact]
    public async Task A_certificate_from_a_host_whose_clock_was_ahead_may_be_renewed()
    {
        var ahead = TimeSpan.FromDays(20);
        await _host.RestartAsync(ahead);
        using var stranger = new KioskLink(await _host.AuthorityAsync(), null, _host.Kiosks) { Later = ahead };
        var token = await _host.InviteAsync("gate-1", "--minutes", "40000");
        using var early = await CertificateAsync(await stranger.JoinAsync("gate-1", token, _key));
        await _host.RestartAsync();
        var credential = new KioskCredential("gate-1", _host.Kiosks.ToString(), await _host.AuthorityAsync(), early.ExportCertificatePem(), _key.ExportPkcs8PrivateKeyPem());
        using var kiosk = new KioskLink(credential, _host.Kiosks);
        await Refused.ChangesNothingAsync(_host, HttpStatusCode.Unauthorized, "not valid yet", () => kiosk.PostAsync(new Journal("gate-1").Walk(1).All()));
        using var next = await CertificateAsync(await kiosk.RenewAsync());
        using var renewed = new KioskLink(credential with { Certificate = next.ExportCertificatePem() }, _host.Kiosks);
        Assert.Equal(2, (await renewed.SendAsync(new Journal("gate-1").Walk(1))).Watermark);
    }

    [Theory]
    [InlineData("https://-a-:7443")]
    [InlineData("https://0.0.0.0:7443")]
    [InlineData("https://u:p@host:7443")]
    [InlineData("https://host:7443/#x")]
    public async Task An_address_by_which_no_kiosk_could_reach_or_trust_the_host_is_refused_and_shuts_nobody_out(string address)
    {
        var (code, _, error) = await RunningHost.CommandAsync(null, "kiosk", "invite", "gate-1", "--data", _host.Data, "--host-address", address);
        Assert.Equal(1, code);
        Assert.Contains("is not an address for a host", error, StringComparison.Ordinal);
        using var kiosk = await _host.KioskAsync("gate-2");
    }

    /// <summary>A body between whose halves something happens.</summary>
    private sealed class SlowBody : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly Func<Task> _meanwhile;

        public SlowBody(byte[] bytes, Func<Task> meanwhile)
        {
            (_bytes, _meanwhile) = (bytes, meanwhile);
            Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(0, _bytes.Length / 2));
            await stream.FlushAsync();
            await _meanwhile();
            await stream.WriteAsync(_bytes.AsMemory(_bytes.Length / 2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }
    }

    private static async Task RefusedAsync(HttpStatusCode status, string says, Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        await Refused.WithAsync(response, status, says);
    }

    private static async Task<X509Certificate2> CertificateAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(Token);
            Assert.True(response.IsSuccessStatusCode, text);
            return X509Certificate2.CreateFromPem(JsonSerializer.Deserialize(text, ContractJson.Default.IssuedCertificate)!.Certificate);
        }
    }

    /// <summary>From now until it expires.</summary>
    private static int DaysOf(X509Certificate2 certificate) => (int)Math.Round((certificate.NotAfter.ToUniversalTime() - TimeProvider.System.GetUtcNow().UtcDateTime).TotalDays);

    private static string? Text(JsonElement alarm, string name) => alarm.GetProperty(name).GetString();

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
