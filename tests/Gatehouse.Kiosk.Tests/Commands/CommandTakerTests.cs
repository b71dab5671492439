using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Commands;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Lane;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Commands;

public sealed class CommandTakerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly List<string> _happened = [];
    private bool _isKnown = true;
    private bool _diskFails;

    [Fact]
    public async Task Is_done_once_however_often_it_is_told_and_after_it_is_recorded()
    {
        var taker = Taker();
        await taker.TakeAsync(News());
        await taker.TakeAsync(News(Command("a")));
        await taker.TakeAsync(News(Command("a"), Command("b")));
        Assert.Equal(["taken a", "found", "taken b", "found"], _happened);
    }

    [Theory]
    [InlineData(0, "taken")]
    [InlineData(14, "taken")]
    [InlineData(15, "stale")]
    public async Task Is_stale_by_the_hosts_clock_whatever_this_one_says(int seconds, string outcome)
    {
        _isKnown = false;
        var taker = Taker();
        await taker.TakeAsync(News());
        await taker.TakeAsync(News(Command("a")) with { At = Now.AddSeconds(seconds) });
        Assert.Equal($"{outcome} a", _happened[0]);
        Assert.Equal(outcome == "taken", _happened.Contains("found"));
    }

    [Fact]
    public async Task Is_stale_where_it_was_held_up_on_the_way()
    {
        var taker = Taker();
        await taker.TakeAsync(News());
        _time.Advance(TimeSpan.FromSeconds(15));
        await taker.TakeAsync(News(Command("a")));
        Assert.Equal(["stale a"], _happened);
    }

    [Fact]
    public async Task From_before_the_start_is_stale_for_it_may_have_been_done()
    {
        var taker = Taker();
        await taker.TakeAsync(News(Command("a") with { At = Now.AddSeconds(-1) }));
        await taker.TakeAsync(News(Command("b")));
        Assert.Equal(["stale a", "taken b", "found"], _happened);
    }

    [Fact]
    public async Task What_nobody_here_knows_is_refused_as_such()
    {
        var taker = Taker();
        await taker.TakeAsync(News(Command("a") with { Do = "dance" }));
        Assert.Equal(["unknown a"], _happened);
    }

    [Fact]
    public async Task What_the_journal_does_not_take_is_not_done_and_tried_when_it_is_told_again()
    {
        var taker = Taker();
        _diskFails = true;
        await taker.TakeAsync(News(Command("a")));
        Assert.Empty(_happened);
        _diskFails = false;
        await taker.TakeAsync(News(Command("a")));
        Assert.Equal(["taken a", "found"], _happened);
    }

    private static KioskCommand Command(string id) => new(id, KioskCommand.Find, "owner", Now, Now.AddSeconds(15));

    private static HostNews News(params KioskCommand[] commands) => new(Now, null, commands);

    private CommandTaker Taker() => new(
        RecordAsync,
        new LaneClocks(_time, _time) { IsTrusted = () => _isKnown },
        new Dictionary<string, Action>(StringComparer.Ordinal) { [KioskCommand.Find] = () => _happened.Add("found") });

    private Task RecordAsync(JournalDraft draft)
    {
        if (_diskFails)
        {
            return Task.FromException(new JournalException("full"));
        }

        var body = JsonSerializer.Deserialize(draft.Body.Span, ContractJson.Default.CommandTaken)!;
        _happened.Add($"{body.Outcome} {body.Command}");
        return Task.CompletedTask;
    }
}
