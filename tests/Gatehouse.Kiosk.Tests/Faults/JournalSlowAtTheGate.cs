using Gatehouse.Contract;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Kiosk.Screening;
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

    private static void Slow(Func<LaneScene, Action, Task> scene, bool passUnrecorded)
    {
        var disk = new MemoryDisk();
        var policy = new Policy { Revision = "p1", Limit = 36.2, PassUnrecorded = passUnrecorded };
        LaneScene.Play(
            async lane =>
            {
                using var hangs = new ManualResetEventSlim();
                var hung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                disk.OnFlush = () =>
                {
                    hung.TrySetResult();
                    hangs.Wait();
                    return false;
                };
                _ = PassLimitAsync();
                await scene(lane, Resume);

                async Task PassLimitAsync()
                {
                    await hung.Task;
                    lane.Real.Advance(PastTheLimit);
                }

                void Resume()
                {
                    disk.OnFlush = null;
                    hangs.Set();
                }
            },
            new LaneSetting { Disk = disk, Policy = policy });
    }
}
