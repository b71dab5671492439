using System.Text;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

public sealed class IngestTests
{
    [Fact]
    public async Task Stores_the_bytes_as_received_with_personal_lines_apart()
    {
        await using var host = await RunningHost.StartAsync();
        using var kiosk = await host.KioskAsync("gate-1");
        var journal = new Journal("gate-1");
        journal.Add(RecordKind.Epoch, """{"reason":"new"}""");
        journal.Decide(Journal.PassageId(1), person: "1001", name: "王小明");

        var answer = await kiosk.SendAsync(journal);

        Assert.Equal((2, 0), (answer.Watermark, answer.Missing.Count));
        var records = host.Query("SELECT Line FROM record ORDER BY Sequence");
        Assert.Equal([journal.Line(1), journal.Line(2)], records.Select(r => (byte[])r[0]));
        var personal = Assert.Single(host.Query("SELECT Line, Name FROM personal"));
        Assert.True(JournalLine.IsPersonal((byte[])personal[0]));
        Assert.Equal("王小明", personal[1]);
    }

    [Fact]
    public async Task Keeps_kinds_it_does_not_know()
    {
        await using var host = await RunningHost.StartAsync();
        using var kiosk = await host.KioskAsync("gate-1");
        var journal = new Journal("gate-1");
        journal.Add("madeNextYear", """{"anything":[1,2]}""");

        Assert.Equal(1, (await kiosk.SendAsync(journal)).Watermark);
        Assert.Equal(journal.Line(1), host.Query("SELECT Line FROM record").Single()[0]);
    }

    [Fact]
    public async Task Answers_a_replay_as_the_first_time_and_changes_nothing()
    {
        await using var host = await RunningHost.StartAsync();
        using var kiosk = await host.KioskAsync("gate-1");
        var journal = new Journal("gate-1").Walk(5);

        var first = await kiosk.SendAsync(journal);
        var before = host.Contents();
        var second = await kiosk.SendAsync(journal);

        Assert.Equal((first.Epoch, first.Watermark), (second.Epoch, second.Watermark));
        Assert.Empty(second.Missing);
        Assert.Equal(before, host.Contents());
    }

    [Fact]
    public async Task Takes_what_is_new_of_a_batch_that_overlaps()
    {
        await using var host = await RunningHost.StartAsync();
        using var kiosk = await host.KioskAsync("gate-1");
        var journal = new Journal("gate-1").Walk(5);

        await kiosk.SendAsync(journal, 3, 6);
        var answer = await kiosk.SendAsync(journal, 1, 10);

        Assert.Equal((10, 0), (answer.Watermark, answer.Missing.Count));
        Assert.Single(host.Query("SELECT * FROM run"));
        Assert.Equal(10L, host.Query("SELECT count(*) FROM record").Single()[0]);
        Assert.Equal(5L, host.Query("SELECT count(*) FROM entry").Single()[0]);
    }

    [Fact]
    public async Task Stores_runs_ahead_and_joins_them_when_they_meet()
    {
        await using var host = await RunningHost.StartAsync();
        using var kiosk = await host.KioskAsync("gate-1");
        var journal = new Journal("gate-1").Walk(10);

        var ahead = await kiosk.SendAsync(journal, 15, 20);
        Assert.Equal(0, ahead.Watermark);
        Assert.Equal([new SequenceRange(1, 14)], ahead.Missing);
        Assert.Equal(new HeldRecord(20, journal.Last.ToString()), ahead.Last);

        var middle = await kiosk.SendAsync(journal, 7, 9);
        Assert.Equal([new SequenceRange(1, 6), new SequenceRange(10, 14)], middle.Missing);

        var beginning = await kiosk.SendAsync(journal, 1, 6);
        Assert.Equal(9, beginning.Watermark);
        Assert.Equal(ahead.Last, beginning.Last);
        Assert.Equal([new SequenceRange(10, 14)], beginning.Missing);

        var whole = await kiosk.SendAsync(journal, 10, 14);
        Assert.Equal((20, 0), (whole.Watermark, whole.Missing.Count));
        Assert.Single(host.Query("SELECT * FROM run"));
        Assert.Equal("verified", (await host.GetAsync("/api/v1/summary?verify=true")).GetProperty("chain").GetString());
    }

    [Fact]
    public async Task Says_what_it_holds_before_anything_was_sent()
    {
        await using var host = await RunningHost.StartAsync();
        using var kiosk = await host.KioskAsync("gate-1");

        var answer = await kiosk.AskAsync("e9");

        Assert.Equal(("e9", 0L, 0, null), (answer.Epoch, answer.Watermark, answer.Missing.Count, answer.Last));
    }

    [Fact]
    public async Task Keeps_kiosks_and_epochs_apart()
    {
        await using var host = await RunningHost.StartAsync();
        using var one = await host.KioskAsync("gate-1");
        using var two = await host.KioskAsync("gate-2");
        await one.SendAsync(new Journal("gate-1").Walk(2));
        await one.SendAsync(new Journal("gate-1", "e2").Walk(3));
        await two.SendAsync(new Journal("gate-2").Walk(4));

        Assert.Equal((4, 6, 8), ((await one.AskAsync("e1")).Watermark, (await one.AskAsync("e2")).Watermark, (await two.AskAsync("e1")).Watermark));
        Assert.Equal(9, (await host.GetAsync("/api/v1/summary")).GetProperty("passages").GetInt32());
    }

    [Fact]
    public async Task Loses_and_doubles_nothing_when_two_connections_send_at_once()
    {
        await using var host = await RunningHost.StartAsync();
        using var kiosk = await host.KioskAsync("gate-1");
        var journal = new Journal("gate-1").Walk(100);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => kiosk.SendAsync(journal, (i % 10 * 20) + 1, (i % 10 * 20) + 20)));

        var answer = await kiosk.AskAsync("e1");
        Assert.Equal((200, 0), (answer.Watermark, answer.Missing.Count));
        Assert.Equal(100L, host.Query("SELECT count(*) FROM entry").Single()[0]);
    }

    [Fact]
    public async Task A_reread_finds_a_stored_line_that_was_changed()
    {
        await using var host = await RunningHost.StartAsync();
        using var kiosk = await host.KioskAsync("gate-1");
        await kiosk.SendAsync(new Journal("gate-1").Walk(3));
        host.Alter("UPDATE record SET Line = REPLACED(Line, '1001', '1002') WHERE Sequence = 3");

        Assert.Equal("broken", (await host.GetAsync("/api/v1/summary?verify=true")).GetProperty("chain").GetString());
    }

    [Fact]
    public async Task Keeps_no_personal_value_outside_the_personal_table()
    {
        await using var host = await RunningHost.StartAsync();
        using var kiosk = await host.KioskAsync("gate-1");
        var journal = new Journal("gate-1");
        journal.Decide(Journal.PassageId(1), person: "1001", name: "Zhang Wei");
        await kiosk.SendAsync(journal);

        string[] others = ["kiosk", "epoch", "run", "record", "entry"];
        foreach (var table in others)
        {
            var text = string.Join(' ', host.Query($"SELECT * FROM {table}").SelectMany(r => r).Select(c => c is byte[] b ? Encoding.UTF8.GetString(b) : c.ToString()));
            Assert.DoesNotContain("Zhang Wei", text, StringComparison.Ordinal);
            Assert.DoesNotContain("36.512", text, StringComparison.Ordinal);
        }
    }
}
