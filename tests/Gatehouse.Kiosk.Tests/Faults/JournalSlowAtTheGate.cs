using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Lane;

namespace Gatehouse.Kiosk.Tests.Faults;

public sealed class JournalSlowAtTheGate
{
    private static readonly TimeSpan PastTheLimit = TimeSpan.FromSeconds(1);

    [Fact]
    public void Entry_is_refused_and_the_grant_closed_as_not_released() => Slow(
        async (lane, resume) =>
        {
            var outcome = await lane.ComesAsync(LaneScene.Ann, 35.0);
            resume();

            Assert.Equal(VisitOutcome.Refused, outcome);
            Assert.Equal(["clear", "journalSlow"], (await lane.DecisionsAsync()).Select(d => d.Reason));
            Assert.Equal(PassageOutcome.NotReleased, Assert.Single(await lane.ClosingsAsync()).Outcome);
        },
        passUnrecorded: false);

    [Fact]
    public void A_policy_may_let_pass_and_the_next_record_says_so() => Slow(
        async (lane, resume) =>
        {
            var outcome = await lane.ComesAsync(LaneScene.Ann, 35.0);
            resume();
            await lane.PassAsync(TimeSpan.FromSeconds(5));

            Assert.Equal(VisitOutcome.Passed, outcome);
            Assert.Equal(VisitOutcome.Passed, await lane.ComesAsync(LaneScene.Ben, 35.0));
            Assert.Equal([null, true], (await lane.DecisionsAsync()).Select(d => d.Unrecorded));
        },
        passUnrecorded: true);

    [Fact]
    public void A_badge_meanwhile_is_turned_away() => Slow(
        async (lane, resume) =>
        {
            var ann = lane.ComesAsync(LaneScene.Ann, 35.0);
            await RecordingAsync(lane);
            await lane.Gate.ReaderIn.PresentAsync(LaneScene.Ben, CancellationToken.None);
            await lane.PassAsync(PastTheLimit);
            Assert.Equal(LaneState.Recording, lane.Lane.Status.State);
            resume();
            await ann;

            Assert.Equal([("A", "clear"), ("B", "laneBusy")], (await lane.DecisionsAsync()).Select(d => (d.Person, d.Reason)));
        },
        passUnrecorded: false,
        limitPasses: false);

    [Fact]
    public void While_the_fire_loop_is_open_a_turn_before_the_record_is_no_forced_one() => Slow(
        async (lane, resume) =>
        {
            lane.Gate.FireLoopOpen = true;
            await lane.Gate.ReaderIn.PresentAsync(LaneScene.Ann, CancellationToken.None);
            await lane.Gate.Light.WaitForAsync(Signal.Go, CancellationToken.None);
            Assert.True(await lane.Gate.Turnstile.PushAsync(Direction.In, CancellationToken.None));
            await lane.PassAsync(PastTheLimit);
            Assert.Equal(LaneState.Ready, lane.Lane.Status.State);
            resume();

            Assert.Equal([RecordKind.Fault, RecordKind.Granted, RecordKind.Closed], await lane.KindsAsync());
            Assert.Equal(PassageOutcome.Passed, Assert.Single(await lane.ClosingsAsync()).Outcome);
        },
        passUnrecorded: false,
        limitPasses: false);

    [Fact]
    public void A_fire_loop_that_opens_meanwhile_lets_whoever_waits_for_it_walk_on() => Slow(
        async (lane, resume) =>
        {
            var coming = lane.ComesAsync(LaneScene.Ann, 35.0);
            await RecordingAsync(lane);
            lane.Gate.FireLoopOpen = true;
            await lane.PassAsync(TimeSpan.FromMilliseconds(100));
            lane.Real.Advance(PastTheLimit);
            Assert.Equal(VisitOutcome.Passed, await coming);
            resume();

            Assert.Equal(["clear"], (await lane.DecisionsAsync()).Select(d => d.Reason));
            Assert.Equal(PassageOutcome.Passed, Assert.Single(await lane.ClosingsAsync()).Outcome);
        },
        passUnrecorded: false,
        limitPasses: false);

    private static async Task RecordingAsync(LaneScene lane)
    {
        while (lane.Lane.Status.State != LaneState.Recording)
        {
            await lane.PassAsync(TimeSpan.FromMilliseconds(10));
        }
    }

    private static void Slow(Func<LaneScene, Action, Task> scene, bool passUnrecorded, bool limitPasses = true)
    {
        var disk = new MemoryDisk();
        var policy = new Policy { Revision = "p1", Limit = 36.2, PassUnrecorded = passUnrecorded };
        LaneScene.Play(
            async lane =>
            {
                using var hang = new DiskHang(disk);
                _ = PassLimitAsync();
                await scene(lane, hang.Dispose);

                async Task PassLimitAsync()
                {
                    await hang.Began;
                    lane.Real.Advance(limitPasses ? PastTheLimit : TimeSpan.Zero);
                }
            },
            new LaneSetting { Disk = disk, Policy = policy });
    }
}
