using Gatehouse.Contract;
using Gatehouse.Kiosk.Tests.Journal;
using Gatehouse.Kiosk.Tests.Lane;

namespace Gatehouse.Kiosk.Tests.Faults;

public sealed class KilledInAPassage
{
    [Fact]
    public void The_next_start_closes_it_as_unknown_before_anything_else()
    {
        MemoryDisk? left = null;
        LaneScene.Play(async lane =>
        {
            var ann = lane.ComesAsync(LaneScene.Ann, 35.0);
            await lane.Gate.Light.WaitForAsync(Hardware.Gate.Signal.Go, CancellationToken.None);
            left = lane.Disk.AfterPowerCut();
            await ann;
        });

        LaneScene.Play(
            async lane =>
            {
                await lane.EndAsync();
                var kinds = Journals.Records(lane.Disk).Select(r => r.Kind).ToList();
                Assert.Equal([RecordKind.Granted, RecordKind.Closed, RecordKind.Started], kinds.SkipWhile(k => k != RecordKind.Granted).Take(3));
                Assert.Equal(PassageOutcome.Unknown, Assert.Single(await lane.ClosingsAsync()).Outcome);
            },
            new LaneSetting { Disk = left });
    }
}
