using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Proofs;

public sealed class CheckpointTests : HostAndKiosk
{
    private readonly Journal _journal = new Journal("gate-1").Walk(10);

    [Fact]
    public async Task One_that_fits_is_kept_and_countersigned_with_the_key_that_the_kiosk_knows()
    {
        await Kiosk.SendAsync(_journal);
        var checkpoint = Kiosk.Sign(_journal, 20);
        var countersignature = await Kiosk.ConfirmAsync(checkpoint);

        using var authority = X509Certificate2.CreateFromPem(Kiosk.Credential!.Authority);
        using var key = authority.GetECDsaPublicKey()!;
        Assert.True(SignedLine.IsSignedBy(countersignature, key));
        Assert.True(SignedLine.Read(countersignature, ContractJson.Default.Countersignature)!.IsOf(checkpoint));
        Assert.Equal(checkpoint, Host.Query("SELECT Line FROM checkpoint").Single()[0]);
        Assert.Equal(0, Host.Alarms());
    }

    [Fact]
    public async Task The_same_again_is_answered_alike()
    {
        await Kiosk.SendAsync(_journal);
        var checkpoint = Kiosk.Sign(_journal, 20);
        Assert.Equal(await Kiosk.ConfirmAsync(checkpoint), await Kiosk.ConfirmAsync(checkpoint));
        // Signed anew, it is another line of the same record: confirmed, and the first stays.
        var anew = Kiosk.Sign(_journal, 20);
        Assert.True(SignedLine.Read(await Kiosk.ConfirmAsync(anew), ContractJson.Default.Countersignature)!.IsOf(anew));
        Assert.Equal(checkpoint, Host.Query("SELECT Line FROM checkpoint").Single()[0]);
    }

    [Fact]
    public async Task One_that_the_kiosk_did_not_sign_changes_nothing()
    {
        await Kiosk.SendAsync(_journal);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Refused.ChangesNothingAsync(
            Host, HttpStatusCode.UnprocessableEntity, "not by a key", () => Kiosk.ShowAsync(Kiosk.Sign(_journal, 20, privateKey: key.ExportPkcs8PrivateKeyPem())));
        var changed = Kiosk.Sign(_journal, 20);
        changed[^4] = changed[^4] == (byte)'A' ? (byte)'B' : (byte)'A';
        await Refused.ChangesNothingAsync(Host, HttpStatusCode.UnprocessableEntity, "not by a key", () => Kiosk.ShowAsync(changed));
    }

    [Fact]
    public async Task One_of_another_kiosk_changes_nothing()
    {
        using var other = await Host.KioskAsync("gate-2");
        await Kiosk.SendAsync(_journal);
        await Refused.ChangesNothingAsync(Host, HttpStatusCode.UnprocessableEntity, "another kiosk's", () => other.ShowAsync(Kiosk.Sign(_journal, 20)));
        await Refused.ChangesNothingAsync(
            Host, HttpStatusCode.UnprocessableEntity, "not by a key", () => Kiosk.ShowAsync(Kiosk.Sign(_journal, 20, privateKey: other.Credential!.PrivateKey)));
    }

    [Theory]
    [InlineData(1, 14)]
    [InlineData(7, 20)]
    public async Task One_of_what_is_not_all_held_changes_nothing_and_is_no_alarm(long from, long to)
    {
        await Kiosk.SendAsync(_journal, from, to);
        await Refused.ChangesNothingAsync(Host, HttpStatusCode.UnprocessableEntity, "send the records first", () => Kiosk.ShowAsync(Kiosk.Sign(_journal, 20)));
        Assert.Equal(0, Host.Alarms());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}\tAAAA")]
    [InlineData("""{"statement":"countersignature"}	AAAA""")]
    public async Task Nonsense_changes_nothing(string body) =>
        await Refused.ChangesNothingAsync(Host, HttpStatusCode.BadRequest, "not one signed checkpoint", () => Kiosk.ShowAsync(System.Text.Encoding.UTF8.GetBytes(body)));

    [Fact]
    public async Task A_body_without_end_changes_nothing() =>
        await Refused.ChangesNothingAsync(Host, HttpStatusCode.RequestEntityTooLarge, "at most", () => Kiosk.ShowAsync(new byte[64 * 1024]));

    [Fact]
    public async Task One_that_was_signed_before_the_kiosk_was_given_another_certificate_is_still_its_own()
    {
        await Kiosk.SendAsync(_journal);
        var before = Kiosk.Sign(_journal, 20);
        using var again = new KioskLink(await Host.CredentialAsync("gate-1", replace: true), Host.Kiosks);
        await again.ConfirmAsync(before);
    }

    [Fact]
    public async Task Its_certificate_is_learnt_from_the_connection_where_it_was_issued_before_certificates_were_kept()
    {
        await Kiosk.SendAsync(_journal);
        Host.Alter("UPDATE certificate SET Certificate = NULL");
        await Kiosk.ConfirmAsync(Kiosk.Sign(_journal, 20));
        Assert.IsType<byte[]>(Host.Query("SELECT Certificate FROM certificate").Single()[0]);
    }

    [Fact]
    public async Task One_record_is_told_by_its_hash()
    {
        await Kiosk.SendAsync(_journal, 1, 14);
        Assert.Equal($$"""{"sequence":14,"hash":"{{_journal.HashOf(14)}}"}""", await TextAsync(14));
        Assert.Equal("""{"sequence":15,"hash":""}""", await TextAsync(15));
        Assert.Equal("e1", (await Kiosk.AskAsync("e0")).Newest);

        Task<string> TextAsync(long number) =>
            Kiosk.Client.GetStringAsync(new Uri(Routes.RecordOf(KioskId.Parse("gate-1"), "e1", number), UriKind.Relative), TestContext.Current.CancellationToken);
    }
}
