using Gatehouse.Kiosk.Tests.Commands;
using static Gatehouse.Kiosk.Tests.Commands.CommandScene;

namespace Gatehouse.Kiosk.Tests.Faults;

/// <summary>A command comes too late, or nobody knows whether it was done before: it is recorded as stale and not done.</summary>
public sealed class StaleCommands
{
    private readonly CommandScene _scene = new();

    [Theory]
    [InlineData(0, "taken")]
    [InlineData(14, "taken")]
    [InlineData(15, "stale")]
    public async Task Is_stale_by_the_hosts_clock_whatever_this_one_says(int seconds, string outcome)
    {
        _scene.IsTimeKnown = false;
        await _scene.Taker.TakeAsync(News());
        await _scene.Taker.TakeAsync(News(Command("a")) with { At = Now.AddSeconds(seconds) });
        Assert.Equal($"{outcome} a", _scene.Happened[0]);
        Assert.Equal(outcome == "taken", _scene.Happened.Contains("found"));
    }

    [Fact]
    public async Task Is_stale_where_it_was_held_up_on_the_way()
    {
        await _scene.Taker.TakeAsync(News());
        _scene.Time.Advance(TimeSpan.FromSeconds(15));
        await _scene.Taker.TakeAsync(News(Command("a")));
        Assert.Equal(["stale a"], _scene.Happened);
    }

    [Fact]
    public async Task From_before_the_start_is_stale_for_it_may_have_been_done()
    {
        await _scene.Taker.TakeAsync(News(Command("a") with { At = Now.AddSeconds(-1) }));
        await _scene.Taker.TakeAsync(News(Command("b")));
        Assert.Equal(["stale a", "taken b", "found"], _scene.Happened);
    }
}
