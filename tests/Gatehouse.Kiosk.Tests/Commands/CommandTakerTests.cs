using static Gatehouse.Kiosk.Tests.Commands.CommandScene;

namespace Gatehouse.Kiosk.Tests.Commands;

public sealed class CommandTakerTests
{
    private readonly CommandScene _scene = new();

    [Fact]
    public async Task Is_done_once_however_often_it_is_told_and_after_it_is_recorded()
    {
        await _scene.Taker.TakeAsync(News());
        await _scene.Taker.TakeAsync(News(Command("a")));
        await _scene.Taker.TakeAsync(News(Command("a"), Command("b")));
        Assert.Equal(["taken a", "found", "taken b", "found"], _scene.Happened);
    }

    [Fact]
    public async Task What_nobody_here_knows_is_refused_as_such()
    {
        await _scene.Taker.TakeAsync(News(Command("a") with { Do = "dance" }));
        Assert.Equal(["unknown a"], _scene.Happened);
    }

    [Fact]
    public async Task What_the_journal_does_not_take_is_not_done_and_tried_when_it_is_told_again()
    {
        _scene.DiskFails = true;
        await _scene.Taker.TakeAsync(News(Command("a")));
        Assert.Empty(_scene.Happened);
        _scene.DiskFails = false;
        await _scene.Taker.TakeAsync(News(Command("a")));
        Assert.Equal(["taken a", "found"], _scene.Happened);
    }
}
