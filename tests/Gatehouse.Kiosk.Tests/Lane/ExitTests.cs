using Gatehouse.Contract;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Tests.Journal;

namespace Gatehouse.Kiosk.Tests.Lane;

/// <summary>Leaving is never refused, measured or delayed.</summary>
public sealed class ExitTests
{
    public static TheoryData<string> Badges => ["ann", "former", "stranger"];

    [Theory]
    [MemberData(nameof(Badges))]
    public void Whoever_leaves_is_let_out_unmeasured(string who) => LaneScene.Play(async lane =>
    {
        Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(Badge(who)));

        var decided = Assert.Single(await lane.DecisionsAsync());
        Assert.Equal(("out", "leaving", 0, null), (decided.Direction, decided.Reason, decided.Readings, decided.Verdict));
        Assert.Equal(PassageOutcome.Passed, Assert.Single(await lane.ClosingsAsync()).Outcome);
    });

    [Fact]
    public void A_disk_that_hangs_does_not_hold_anybody_back()
    {
        var disk = new MemoryDisk();
        LaneScene.Play(
            async lane =>
            {
                using var hang = new DiskHang(disk);
                var outcome = await lane.LeavesAsync(LaneScene.Ann);
                hang.Dispose();

                Assert.Equal(VisitOutcome.Passed, outcome);
                Assert.Equal([RecordKind.Granted, RecordKind.Closed], await lane.KindsAsync());
            },
            new LaneSetting { Disk = disk });
    }

    [Fact]
    public void Nobody_waits_for_the_record_of_whoever_enters()
    {
        var disk = new MemoryDisk();
        LaneScene.Play(
            async lane =>
            {
                using var hang = new DiskHang(disk);
                var ann = lane.ComesAsync(LaneScene.Ann, 35.0);
                await hang.Began;
                var outcome = await lane.LeavesAsync(LaneScene.Ben);
                var meanwhile = lane.Lane.Status.State;
                hang.Dispose();
                await ann;

                Assert.Equal((VisitOutcome.Passed, Kiosk.Lane.LaneState.Recording), (outcome, meanwhile));
                Assert.Equal([("A", "clear"), ("B", "leaving")], (await lane.DecisionsAsync()).Select(d => (d.Person, d.Reason)));
            },
            new LaneSetting { Disk = disk });
    }

    [Fact]
    public void A_disk_that_fails_does_not_hold_anybody_back()
    {
        var disk = new MemoryDisk();
        LaneScene.Play(
            async lane =>
            {
                disk.OnFlush = () => true;
                Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ann));
                await lane.PassAsync(TimeSpan.FromSeconds(10));
                disk.OnFlush = null;
                Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ben));

                Assert.True(Assert.Single(await lane.DecisionsAsync()).Unrecorded);
            },
            new LaneSetting { Disk = disk });
    }

    [Fact]
    public void That_somebody_left_unrecorded_is_said_until_it_is_durable()
    {
        var disk = new MemoryDisk();
        LaneScene.Play(
            async lane =>
            {
                disk.OnFlush = () => true;
                Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ann));
                await lane.PassAsync(TimeSpan.FromSeconds(10));
                Assert.Equal(VisitOutcome.Refused, await lane.ComesAsync(LaneScene.Stranger, 35.0));
                await lane.PassAsync(TimeSpan.FromSeconds(10));
                disk.OnFlush = null;
                Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ben));
                await lane.PassAsync(TimeSpan.FromSeconds(10));
                Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ann));

                Assert.Equal([("B", true), ("A", null)], (await lane.DecisionsAsync()).Select(d => (d.Person, d.Unrecorded)));
            },
            new LaneSetting { Disk = disk });
    }

    [Fact]
    public void Leaving_does_not_wait_for_whoever_is_being_measured() => LaneScene.Play(async lane =>
    {
        var ann = lane.ComesAsync(LaneScene.Ann, 35.0);
        await lane.Gate.Light.WaitForAsync(Hardware.Gate.Signal.Measuring, CancellationToken.None);

        Assert.Equal(VisitOutcome.Passed, await lane.LeavesAsync(LaneScene.Ben));
        Assert.Equal(VisitOutcome.Passed, await ann);
    });

    [Fact]
    public void A_passage_is_open_until_its_end_is_recorded() => LaneScene.Play(async lane =>
    {
        var visitor = LaneScene.Visitor(LaneScene.Ann, Hardware.Gate.Direction.Out, 35.0) with { GivesUp = true };
        Assert.Equal(VisitOutcome.GaveUp, await lane.ComesAsync(visitor));
        Assert.Equal((Kiosk.Lane.LaneState.Ready, 1), (lane.Lane.Status.State, lane.Lane.Status.Open));

        Assert.Equal(PassageOutcome.GivenUp, Assert.Single(await lane.ClosingsAsync()).Outcome);
        Assert.Equal(0, lane.Lane.Status.Open);
    });

    private static BadgeNumber Badge(string who) => who switch
    {
        "ann" => LaneScene.Ann,
        "former" => LaneScene.Former,
        _ => LaneScene.Stranger,
    };
}
