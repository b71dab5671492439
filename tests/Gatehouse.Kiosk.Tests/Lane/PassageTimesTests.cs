namespace Gatehouse.Kiosk.Tests.Lane;

/// <summary>What a closing record says of the kiosk's work and of the waits. Real time stands still here unless a test moves it.</summary>
public sealed class PassageTimesTests
{
    private const double FrameEnd = 50;

    [Fact]
    public void The_end_of_the_badges_frame_is_waited_for() => LaneScene.Play(async lane =>
    {
        await lane.LeavesAsync(LaneScene.Ann);

        var closed = Assert.Single(await lane.ClosingsAsync());
        Assert.Equal((0d, FrameEnd), (closed.WorkMilliseconds, closed.WaitMilliseconds));
    });

    [Fact]
    public void What_follows_the_last_sample_is_work() => LaneScene.Play(async lane =>
    {
        var seen = 0;
        lane.Distance.OnMeasure = distance =>
        {
            // The first look finds the face, the second one checks that it is still there after the burst.
            if (distance is not null && ++seen == 2)
            {
                lane.Real.Advance(TimeSpan.FromMilliseconds(40));
            }

            return new(distance);
        };
        await lane.ComesAsync(LaneScene.Ann, 35.0);

        var closed = Assert.Single(await lane.ClosingsAsync());
        Assert.Equal((40d, FrameEnd), (closed.WorkMilliseconds, closed.WaitMilliseconds));
    });
}
