using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests.Faults;

/// <summary>Kiosk and host end at moments of their own, and start again on the same files.</summary>
public sealed class BothKilled(PreparedKiosk prepared)
{
    private const int Seed = 22;
    private const int Times = 2;
    private const int WritesAhead = 10;

    [Fact]
    public async Task Agree_afterwards_record_for_record()
    {
        var random = new Random(Seed);
        await using var site = await Site.StartAsync(KioskBuild.Any, prepared);
        var crowd = new Crowd(prepared.People, random);
        for (var i = 0; i < Times; i++)
        {
            await site.StartKioskAsync();
            var kioskEnds = Moment.BehindAWriteAsync(site.Folder.Journal, random, WritesAhead);
            var hostEnds = Moment.BehindAWriteAsync(site.HostData, random, WritesAhead / 2);
            var walking = crowd.WalkAsync(site.Kiosk, CancellationToken.None);
            await Moment.AmongAsync(walking, hostEnds);
            await site.Host.KillAsync();
            await Moment.AmongAsync(walking, kioskEnds);
            await site.Kiosk.KillAsync();
            await walking;
            await site.Host.StartAsync(TestContext.Current.CancellationToken);
        }

        await site.StartKioskAsync();
        Assert.Contains(crowd.Walks, w => w.Passed);
        await new Books(site).BalanceAsync(crowd.Walks);
    }
}
