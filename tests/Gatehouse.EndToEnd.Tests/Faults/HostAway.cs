using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests.Faults;

/// <summary>The host is stopped; people go on walking.</summary>
public sealed class HostAway(PreparedKiosk prepared)
{
    private const int Seed = 32;

    [Fact]
    public async Task Gets_everything_once_it_is_back()
    {
        await using var site = await Site.StartAsync(KioskBuild.Any, prepared);
        var crowd = new Crowd(prepared.People, new Random(Seed));
        await site.StartKioskAsync();
        await crowd.WalkAsync(site.Kiosk, 3);
        await site.Host.StopAsync();
        await crowd.WalkAsync(site.Kiosk, 12);
        var away = await site.Kiosk.StateAsync(TestContext.Current.CancellationToken);
        Assert.True(away!.HostWaiting >= 12, $"{away.HostWaiting} wait");

        // The kiosk's restart while the host is away must not forget what waits.
        await site.Kiosk.KillAsync();
        await site.StartKioskAsync();
        await crowd.WalkAsync(site.Kiosk, 2);
        await site.Host.StartAsync(TestContext.Current.CancellationToken);
        await new Books(site).BalanceAsync(crowd.Walks);
    }
}
