using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;

namespace Gatehouse.Kiosk.Tests.Lane;

public sealed class ExitButtonTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_press_frees_the_way_out_and_is_recorded() => LaneScene.Play(async lane =>
    {
        await PressAsync(lane, Second / 2);
        Assert.True(await lane.Gate.Turnstile.PushAsync(Direction.Out, CancellationToken.None));

        var decided = Assert.Single(await lane.DecisionsAsync());
        Assert.Equal(("out", "exitButton", null, null, null), (decided.Direction, decided.Reason, decided.Badge, decided.Technology, decided.Person));
        Assert.Equal(PassageOutcome.Passed, Assert.Single(await lane.ClosingsAsync()).Outcome);
        Assert.Empty(await lane.AlarmsAsync(RecordKind.Fault));
    });

    [Fact]
    public void A_button_that_stays_pressed_holds_the_way_free_and_is_a_fault_once() => LaneScene.Play(async lane =>
    {
        lane.Gate.ExitButtonPressed = true;
        await lane.PassAsync(TimeSpan.FromMinutes(1));
        await lane.Gate.Turnstile.WaitForReleaseAsync(Direction.Out, CancellationToken.None);
        Assert.True(await lane.Gate.Turnstile.PushAsync(Direction.Out, CancellationToken.None));
        lane.Gate.ExitButtonPressed = false;
        await lane.PassAsync(Second);

        Assert.Equal(["givenUp", "passed"], (await lane.ClosingsAsync()).Select(c => c.Outcome));
        Assert.Equal(("exitButton", "held"), Assert.Single((await lane.AlarmsAsync(RecordKind.Fault)).Select(f => (f.Device, f.Reason))));
        Assert.Equal("exitButton", Assert.Single(await lane.AlarmsAsync(RecordKind.Cleared)).Device);
        Assert.Empty(await lane.AlarmsAsync(RecordKind.Forced));
    });

    [Fact]
    public void A_button_that_stays_pressed_never_lets_the_way_close() => LaneScene.Play(async lane =>
    {
        lane.Gate.ExitButtonPressed = true;
        await lane.Gate.Turnstile.WaitForReleaseAsync(Direction.Out, CancellationToken.None);
        for (var i = 0; i < 200; i++)
        {
            await lane.PassAsync(TimeSpan.FromMilliseconds(100));
            Assert.True(lane.Gate.Turnstile.IsReleased(Direction.Out), $"It is shut after {i * 100} ms.");
            if (i % 50 == 49)
            {
                Assert.True(await lane.Gate.Turnstile.PushAsync(Direction.Out, CancellationToken.None));
                await lane.PassAsync(TimeSpan.FromMilliseconds(500));
            }
        }

        lane.Gate.ExitButtonPressed = false;
        await lane.PassAsync(Second);
        Assert.Empty(await lane.AlarmsAsync(RecordKind.Forced));
    });

    [Fact]
    public void The_button_works_while_somebody_is_measured() => LaneScene.Play(async lane =>
    {
        var ann = lane.ComesAsync(LaneScene.Ann, 35.0);
        await lane.Gate.Light.WaitForAsync(Signal.Measuring, CancellationToken.None);
        await PressAsync(lane, Second / 4);
        Assert.True(await lane.Gate.Turnstile.PushAsync(Direction.Out, CancellationToken.None));
        await ann;

        Assert.Equal(["exitButton", "clear"], (await lane.DecisionsAsync()).Select(d => d.Reason));
    });

    private static async Task PressAsync(LaneScene lane, TimeSpan time)
    {
        lane.Gate.ExitButtonPressed = true;
        await lane.PassAsync(time);
        lane.Gate.ExitButtonPressed = false;
        await lane.Gate.Turnstile.WaitForReleaseAsync(Direction.Out, CancellationToken.None);
    }
}
