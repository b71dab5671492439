using System.Diagnostics.CodeAnalysis;
using Gatehouse.Fleet.Network;
using Gatehouse.Fleet.Time;
using Gatehouse.Torture;

namespace Gatehouse.Fleet;

/// <summary>
/// Kiosks, their links and a host in one process, over days on a clock that jumps: people come, and power, disks, links,
/// clocks and the host fail, all by chance from one seed. In the end the host holds what the journals hold, and what was
/// promised on the way was kept.
/// </summary>
/// <param name="seed">From which chance is drawn.</param>
[SuppressMessage("Reliability", "CA2000", Justification = "A kiosk's link is disposed when the run has settled.")]
public sealed class FleetRun(int seed)
{
    // As many as one host's database is shared by here; their certificates hold for 90 days.
    private const int Kiosks = 10;
    private const int MostDays = 50;

    private static readonly DateTimeOffset Began = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan BetweenVisits = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Settled = TimeSpan.FromHours(6);

    private readonly Random _random = new(seed);

    /// <summary>What came of it so far.</summary>
    public FleetReport Report { get; } = new() { Seed = seed };

    /// <summary>How many come to a gate on one day.</summary>
    public int VisitsADay { get; init; } = 12;

    /// <summary>Whether disks forget their flushes: the defect that must be found.</summary>
    public bool ForgetsFlushes { get; init; }

    /// <summary>Runs so many kiosk-days, or a few more.</summary>
    public void Run(int kioskDays)
    {
        while (Report.KioskDays < kioskDays)
        {
            var days = Math.Min(MostDays, (kioskDays - Report.KioskDays + Kiosks - 1) / Kiosks);
            var time = new JumpingTime(Began);
            Loop.Run(loop => LiveAsync(new World(loop, time, new LaneTime(time), new Staff(), Report) { ForgetsFlushes = ForgetsFlushes }, days), time);
            Report.KioskDays += Kiosks * days;
        }
    }

    private async Task LiveAsync(World world, int days)
    {
        await using var host = new FleetHost(world.Loop);
        await host.StartAsync();
        var kiosks = new List<FleetKiosk>();
        for (var i = 1; i <= Kiosks; i++)
        {
            var link = new UnreliableLink(await host.KioskAsync($"gate-{i}"), world.Loop, world.Time, new Random(_random.Next()));
            kiosks.Add(new FleetKiosk($"gate-{i}", world, link, _random.Next()));
        }

        await host.StopAsync();
        host.BackUp();
        await host.StartAsync();
        foreach (var kiosk in kiosks)
        {
            await kiosk.StartAsync();
        }

        var lives = kiosks.Select(kiosk => LiveAsync(kiosk, world, days, new Random(_random.Next()))).ToList();
        lives.Add(LiveAsync(host, world, days, new Random(_random.Next())));
        await Task.WhenAll(lives);
        await SettleAsync(kiosks, host, world);
    }

    private async Task LiveAsync(FleetKiosk kiosk, World world, int days, Random random)
    {
        for (var day = 0; day < days; day++)
        {
            await Task.Delay(TimeSpan.FromHours(random.NextDouble() * 10), world.Time);
            var visits = random.Next(2 * VisitsADay);
            world.LaneTime.Wake();
            for (var visit = 0; visit < visits; visit++)
            {
                Report.Visits++;
                var coming = kiosk.VisitAsync();
                if (random.Next(50) == 0)
                {
                    // While they are under way.
                    await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * 3), world.Time);
                    Report.RosterChanges++;
                    world.Staff.Change(random, kiosk.LastCome);
                    await kiosk.FollowAsync();
                }

                await Task.Delay(BetweenVisits * (0.2 + random.NextDouble()), world.Time);
                if (random.Next(60) == 0)
                {
                    await HappenAsync(kiosk, world, random);
                }

                await Task.WhenAny(coming, Task.Delay(TimeSpan.FromMinutes(1), world.Time));
            }

            await Task.Delay(TimeSpan.FromSeconds(10), world.Time);
            world.LaneTime.Sleep();
            if (random.Next(4) == 0)
            {
                await HappenAsync(kiosk, world, random);
            }

            await Task.Delay((Day * (day + 1)) - world.Time.Elapsed is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero, world.Time);
        }
    }

    private async Task HappenAsync(FleetKiosk kiosk, World world, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                Report.PowerCuts++;
                await kiosk.CutPowerAsync(random.Next(1, 12));
                await kiosk.StartAsync();
                break;
            case 1:
                Report.Restarts++;
                if (random.Next(2) == 0)
                {
                    world.Staff.Change(random);
                }

                await kiosk.StopAsync();
                await kiosk.StartAsync();
                break;
            case 2:
                Report.DiskFaults++;
                kiosk.FailDisk(random.Next(2) == 0 ? TortureDisk.Full() : TortureDisk.Broken(), random.Next(1, 30));
                break;
            case 3:
                Report.LinkFaults++;
                kiosk.Link.IsAway = !kiosk.Link.IsAway;
                break;
            case 4:
                Report.LinkFaults++;
                kiosk.Link.Loses = random.Next(2) == 0 ? 0 : random.NextDouble() * 0.5;
                break;
            default:
                Report.ClockSteps++;
                kiosk.Clock.Wrong = random.Next(3) switch
                {
                    0 => TimeSpan.Zero,
                    1 => TimeSpan.FromHours((random.NextDouble() * 48) - 24),
                    _ => DateTimeOffset.UnixEpoch - world.Time.GetUtcNow(),
                };
                break;
        }
    }

    private async Task LiveAsync(FleetHost host, World world, int days, Random random)
    {
        var end = Day * days;
        while (true)
        {
            await Task.Delay(TimeSpan.FromHours(12 + (random.NextDouble() * 72)), world.Time);
            if (world.Time.Elapsed > end)
            {
                return;
            }

            Report.HostRestarts++;
            await host.StopAsync();
            if (random.Next(3) == 0 && host.TryRestore())
            {
                Report.HostRestores++;
            }
            else if (random.Next(2) == 0)
            {
                host.BackUp();
            }

            await Task.Delay(TimeSpan.FromHours(random.NextDouble() * 5), world.Time);
            await host.StartAsync();
        }
    }

    /// <summary>Heals everything, waits until all is forwarded and compares.</summary>
    private async Task SettleAsync(List<FleetKiosk> kiosks, FleetHost host, World world)
    {
        foreach (var kiosk in kiosks)
        {
            (kiosk.Link.IsAway, kiosk.Link.Loses, kiosk.Clock.Wrong) = (false, 0, TimeSpan.Zero);
            kiosk.FailDisk(TortureDisk.Broken(), operations: 0);
        }

        var began = world.Time.Elapsed;
        while (!kiosks.TrueForAll(kiosk => kiosk.IsForwarded) && world.Time.Elapsed - began < Settled)
        {
            await Task.Delay(TimeSpan.FromMinutes(1), world.Time);
        }

        foreach (var kiosk in kiosks)
        {
            if (!kiosk.IsForwarded)
            {
                Report.Violate($"{kiosk.Name}: not forwarded within {Settled.TotalHours} hours of a sound network: {kiosk.Forwarding}");
            }

            // What stopping writes is forwarded by the last look of a start.
            await kiosk.StopAsync();
            await kiosk.StartAsync();
        }

        began = world.Time.Elapsed;
        while (!kiosks.TrueForAll(kiosk => kiosk.IsForwarded) && world.Time.Elapsed - began < Settled)
        {
            await Task.Delay(TimeSpan.FromMinutes(1), world.Time);
        }

        foreach (var kiosk in kiosks)
        {
            await kiosk.KillAsync();
            kiosk.Compare(host.Lines(kiosk.Name));
        }

        if (host.Alarms() is > 0 and var alarms)
        {
            Report.Violate($"The host was offered {alarms} contradictions.");
        }

        kiosks.ForEach(kiosk => kiosk.Link.Dispose());
    }
}
