using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Osdp;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Tests.Osdp;

namespace Gatehouse.Hardware.Tests.Faults;

/// <summary>A reader that was commissioned with a key, or someone on its cable, offers less than the secure channel.</summary>
public sealed class OsdpDowngraded
{
    public static readonly TheoryData<SimulatedOsdpFault> Downgrades =
    [
        SimulatedOsdpFault.DropsSecureChannel,
        SimulatedOsdpFault.AnswersInClear,
        SimulatedOsdpFault.BadMac,
        SimulatedOsdpFault.RefusesSecureChannel,
        SimulatedOsdpFault.ForgedCapabilities,
        SimulatedOsdpFault.InstallMode,
        SimulatedOsdpFault.WrongKey,
        SimulatedOsdpFault.WrongFirstMac,
    ];

    [Theory]
    [MemberData(nameof(Downgrades))]
    public void From_the_start_it_is_refused_and_no_badge_comes_from_it(SimulatedOsdpFault downgrade) => Pillar.Secure(async pillar =>
    {
        pillar.Device.Fault = downgrade;
        await RefusedAsync(pillar);
    });

    [Theory]
    [MemberData(nameof(Downgrades))]
    public void In_service_it_is_refused_and_no_badge_comes_from_it(SimulatedOsdpFault downgrade) => Pillar.Secure(async pillar =>
    {
        await pillar.ServesAsync();
        pillar.Device.Fault = downgrade;
        // Those that show in the handshake only come with a new one.
        pillar.Device.Restart();
        await RefusedAsync(pillar);
    });

    [Fact]
    public void One_that_was_never_given_the_key_is_refused() => Pillar.With(null, new OsdpOptions { Key = Pillar.Key }, async pillar =>
    {
        pillar.Device.Present(Pillar.Badge);
        await pillar.WaitAsync(4);
        Assert.Equal(ReaderFault.Insecure, Assert.IsType<ReaderFailed>(Assert.Single(pillar.Events)).Fault);
        Assert.Equal(0, pillar.Device.Polls);
    });

    [Fact]
    public void One_in_install_mode_is_told_apart() => Pillar.Secure(async pillar =>
    {
        pillar.Device.Fault = SimulatedOsdpFault.InstallMode;
        await pillar.WithinAsync(2, () => pillar.Failed.Any());
        Assert.Contains("install mode", Assert.IsType<ReaderFailed>(pillar.Events[0]).Message, StringComparison.Ordinal);
    });

    [Fact]
    public void A_reader_with_a_key_is_of_no_use_to_a_lane_without_it() => Pillar.With(Pillar.Key, new OsdpOptions(), async pillar =>
    {
        pillar.Device.Present(Pillar.Badge);
        await pillar.WaitAsync(10);
        var failed = Assert.IsType<ReaderFailed>(Assert.Single(pillar.Events));
        Assert.Equal(ReaderFault.Unsound, failed.Fault);
        Assert.Contains("this lane needs that key", failed.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void A_lane_without_a_key_takes_no_card_that_came_encrypted_for_another() => Pillar.Clear(async pillar =>
    {
        var decoder = new OsdpDecoder();
        pillar.Line.Connect(asked =>
        {
            ReadOnlySpan<byte> bytes = asked.Span;
            var sequence = decoder.Next(ref bytes)!.Header.Sequence;
            var header = new OsdpHeader(Pillar.Address, IsReply: true, sequence, Security: new OsdpSecurityBlock(OsdpSecurity.ReplyWithData));
            pillar.Line.Send(new OsdpPacket(header, (byte)OsdpReplyCode.Identity, new byte[12]).Bytes.Span);
        });
        await pillar.WaitAsync(2);
        Assert.Equal(ReaderFault.Unsound, Assert.IsType<ReaderFailed>(Assert.Single(pillar.Events)).Fault);
    });

    [Fact]
    public void No_message_holds_the_key() => Pillar.Secure(async pillar =>
    {
        foreach (var fault in Enum.GetValues<SimulatedOsdpFault>())
        {
            pillar.Device.Fault = fault;
            pillar.Device.Restart();
            await pillar.WaitAsync(4);
        }

        var told = string.Join('\n', pillar.Events);
        Assert.Contains(nameof(ReaderFault.Insecure), told, StringComparison.Ordinal);
        Assert.DoesNotContain(Captured.Key[..6], told, StringComparison.OrdinalIgnoreCase);
    });

    private static async Task RefusedAsync(Pillar pillar)
    {
        await pillar.WithinAsync(2, () => pillar.Failed.Any());
        await pillar.PresentAsync(Pillar.Badge);
        await pillar.WaitAsync(4);
        Assert.Equal(ReaderFault.Insecure, Assert.IsType<ReaderFailed>(Assert.Single(pillar.Events)).Fault);

        pillar.Device.Fault = SimulatedOsdpFault.None;
        await pillar.WithinAsync(5, () => pillar.Recovered.Any());
        await pillar.PresentAsync(WiegandFormat.H10301.Badge(1, 1));
        Assert.Equal(ReaderFault.Insecure, Assert.Single(pillar.Recovered));
        Assert.All(pillar.Read, read => Assert.Equal(CredentialTechnology.SecureChannel, read.Technology));
        Assert.Equal(WiegandFormat.H10301.Badge(1, 1), pillar.Read.Last().Badge);
    }
}
