using Gatehouse.EndToEnd.Tests.Support;

namespace Gatehouse.EndToEnd.Tests.Faults;

/// <summary>The host's process ends at any moment while it takes records in, and starts again on the same data.</summary>
public sealed class HostKilled(PreparedKiosk prepared)
{
    private const int Seed = 12;
    private const int Times = 3;
    private const int WritesAhead = 8;

    [Fact]
    public async Task Holds_every_record_once_and_no_one_waits()
    {
        // The crowd draws at the same time, on another thread.
        var random = new Random(Seed);
        await using var site = await Site.StartAsync(KioskBuild.Any, prepared);
        var crowd = new Crowd(prepared.People, new Random(Seed + 1));
        await site.StartKioskAsync();
        using (var enough = new CancellationTokenSource())
        {
            var walking = crowd.WalkAsync(site.Kiosk, enough.Token);
            for (var i = 0; i < Times; i++)
            {
                await Moment.AmongAsync(walking, Moment.BehindAWriteAsync(site.HostData, random, WritesAhead));
                await site.Host.KillAsync();
                await site.Host.StartAsync(TestContext.Current.CancellationToken);
            }

            await enough.CancelAsync();
            await walking;
        }

        Assert.All(crowd.Walks, walk => Assert.NotNull(walk.Answer));
        await new Books(site).BalanceAsync(crowd.Walks);
    }
}
