using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Osdp;
using Gatehouse.Hardware.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Hardware.Tests.Osdp;

public sealed class OsdpCommissioningTests
{
    private static readonly OsdpKey Other = OsdpKey.Parse("00112233445566778899AABBCCDDEEFF");

    [Fact]
    public void A_new_reader_takes_its_key_and_leaves_install_mode() => With(null, async (device, commissioning, _) =>
    {
        await commissioning.SetKeyAsync(OsdpKey.Default, Pillar.Key, TestContext.Current.CancellationToken);
        Assert.True(device.IsCommissionedWith(Pillar.Key));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void One_that_is_so_slow_that_it_is_challenged_twice_takes_it_too(int late) => With(null, async (device, commissioning, _) =>
    {
        device.AnswersToDelay = late;
        await commissioning.SetKeyAsync(OsdpKey.Default, Pillar.Key, TestContext.Current.CancellationToken);
        Assert.True(device.IsCommissionedWith(Pillar.Key));
    });

    [Fact]
    public void It_then_serves_with_its_key() => With(null, async (device, commissioning, pillar) =>
    {
        await commissioning.SetKeyAsync(OsdpKey.Default, Pillar.Key, TestContext.Current.CancellationToken);
        device.Present(Pillar.Badge);
        await foreach (var happened in pillar.ReadAsync(TestContext.Current.CancellationToken))
        {
            var read = Assert.IsType<BadgeRead>(happened);
            Assert.Equal((Pillar.Badge, CredentialTechnology.SecureChannel), (read.Badge, read.Technology));
            break;
        }
    });

    [Fact]
    public void A_reader_with_a_key_takes_another() => With(Other, async (device, commissioning, _) =>
    {
        await commissioning.SetKeyAsync(Other, Pillar.Key, TestContext.Current.CancellationToken);
        Assert.True(device.IsCommissionedWith(Pillar.Key));
    });

    [Fact]
    public void A_reader_takes_no_key_from_who_has_not_its_own() => With(Other, async (device, commissioning, _) =>
    {
        var refusal = await Assert.ThrowsAsync<OsdpException>(() => commissioning.SetKeyAsync(OsdpKey.Default, Pillar.Key, TestContext.Current.CancellationToken));
        Assert.Equal(ReaderFault.Insecure, refusal.Fault);
        Assert.True(device.IsCommissionedWith(Other));
    });

    [Fact]
    public void A_reader_that_stays_in_install_mode_is_not_commissioned() => With(null, async (device, commissioning, _) =>
    {
        device.KeepsInstallMode = true;
        var refusal = await Assert.ThrowsAsync<OsdpException>(() => commissioning.SetKeyAsync(OsdpKey.Default, Pillar.Key, TestContext.Current.CancellationToken));
        Assert.Contains("install mode", refusal.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void The_default_key_is_no_readers_own() => With(Other, async (device, commissioning, _) =>
    {
        await Assert.ThrowsAsync<ArgumentException>(() => commissioning.SetKeyAsync(Other, OsdpKey.Default, TestContext.Current.CancellationToken));
        Assert.True(device.IsCommissionedWith(Other));
    });

    [Fact]
    public void Whose_answers_come_in_the_clear_is_found_out() => With(null, async (device, commissioning, _) =>
    {
        device.Fault = SimulatedOsdpFault.DropsSecureChannel;
        var refusal = await Assert.ThrowsAsync<OsdpException>(() => commissioning.SetKeyAsync(OsdpKey.Default, Pillar.Key, TestContext.Current.CancellationToken));
        Assert.Equal(ReaderFault.Insecure, refusal.Fault);
    });

    [Fact]
    public void A_reader_that_is_not_there_is_told() => With(null, async (device, commissioning, _) =>
    {
        device.Fault = SimulatedOsdpFault.Silent;
        var refusal = await Assert.ThrowsAsync<OsdpException>(() => commissioning.SetKeyAsync(OsdpKey.Default, Pillar.Key, TestContext.Current.CancellationToken));
        Assert.Equal(ReaderFault.Lost, refusal.Fault);
    });

    private static void With(OsdpKey? key, Func<SimulatedOsdpReader, OsdpCommissioning, OsdpBadgeReader, Task> scene) => Stage.Play(async (FakeTimeProvider time) =>
    {
        var line = new SimulatedSerialLine(time, 9600);
        using var device = new SimulatedOsdpReader(line, Pillar.Address, key, time, seed: 1);
        var options = new OsdpOptions { Address = Pillar.Address, Key = Pillar.Key };
        await scene(device, new OsdpCommissioning(line, options, time), new OsdpBadgeReader(line, options, time));
    });
}
