using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests.Faults;

/// <summary>The kiosk's process ends at any moment, as in a power cut, and starts again on the same folder.</summary>
public sealed class KioskKilled(PreparedKiosk prepared)
{
    private const int Times = 5;
    private const int WritesAhead = 14;

    [Theory]
    [InlineData(KioskBuild.Ordinary, 1)]
    [InlineData(KioskBuild.NativeX64, 2)]
    [InlineData(KioskBuild.NativeX64, 3)]
    public async Task Loses_nothing_acknowledged_while_people_walk(KioskBuild build, int seed)
    {
        var random = new Random(seed);
        await using var site = await Site.StartAsync(build, prepared);
        var crowd = new Crowd(prepared.People, random);
        for (var i = 0; i < Times; i++)
        {
            await site.StartKioskAsync();
            var moment = Moment.BehindAWriteAsync(site.Folder.Journal, random, WritesAhead);
            var walking = crowd.WalkAsync(site.Kiosk, CancellationToken.None);
            await Moment.AmongAsync(walking, moment);
            await site.Kiosk.KillAsync();
            await walking;
        }

        await site.StartKioskAsync();
        await crowd.WalkAsync(site.Kiosk, 2);
        Assert.Contains(crowd.Walks, w => w.Passed);
        Assert.Contains(crowd.Walks, w => w.Answer is null);
        await new Books(site).BalanceAsync(crowd.Walks);
    }

    [Fact]
    public async Task Begins_where_it_was_when_it_ends_while_starting()
    {
        var random = new Random(5);
        await using var site = await Site.StartAsync(KioskBuild.Any, prepared);
        var crowd = new Crowd(prepared.People, random);
        Directory.CreateDirectory(site.Folder.Journal);
        for (var i = 0; i < Times; i++)
        {
            await site.KillStartingKioskAsync(Moment.BehindAWriteAsync(site.Folder.Journal, random, 1));
        }

        await site.StartKioskAsync();
        await crowd.WalkAsync(site.Kiosk, 3);
        await new Books(site).BalanceAsync(crowd.Walks);
    }
}
