using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests.Faults;

/// <summary>The host is stopped; people go on walking.</summary>
public sealed class HostAway(PreparedKiosk prepared)
{
    [Theory]
    [InlineData(KioskBuild.Ordinary, 31)]
    [InlineData(KioskBuild.NativeX64, 32)]
    public async Task Gets_everything_once_it_is_back(KioskBuild build, int seed)
    {
        await using var site = await Site.StartAsync(build, prepared);
        var crowd = new Crowd(prepared.People, new Random(seed));
        await site.StartKioskAsync();
        await crowd.WalkAsync(site.Kiosk, 3);
        await site.Host.StopAsync();
        await crowd.WalkAsync(site.Kiosk, 12);
        var away = await site.Kiosk.StateAsync(TestContext.Current.CancellationToken);
        Assert.True(away!.HostWaiting >= 12, $"{away.HostWaiting} wait");

        // The kiosk's restart while the host is away must not forget what waits.
        await site.KillKioskAsync();
        await site.StartKioskAsync();
        await crowd.WalkAsync(site.Kiosk, 2);
        await site.Host.StartAsync(TestContext.Current.CancellationToken);
        await new Books(site).BalanceAsync(crowd.Walks);
    }
}
