using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests;

public sealed class RetentionTests : HostAndKiosk
{
    private readonly Journal _journal = new Journal("gate-1").Walk(3);

    [Fact]
    public async Task What_a_kiosk_erased_is_erased_here_value_by_value_and_does_not_come_back()
    {
        await Kiosk.SendAsync(_journal);
        Erase("readings", from: 1, to: 4);
        await Kiosk.SendAsync(_journal, 7, 7);

        Assert.Equal([(1L, "name"), (3L, "name"), (5L, "name,readings")], Personal());
        Assert.Equal(["Person 0", "Person 1", "Person 2"], Host.Query("SELECT Name FROM personal ORDER BY Sequence").Select(r => (string)r[0]));

        Erase("name", from: 1, to: 4);
        await Kiosk.SendAsync(_journal);
        Assert.Equal([(5L, "name,readings")], Personal());
        Assert.Equal(8L, Host.Query("SELECT count(*) FROM record").Single()[0]);
        var page = await Host.GetAsync("/api/v1/entries");
        Assert.Contains("Person 2", page.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Person 1", page.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_of_an_erasure_that_makes_no_sense_is_refused_with_its_batch()
    {
        var body = new ValuesErased("e1", 4, 1, ["name"], 1, DateTimeOffset.UnixEpoch, 30, "p1");
        _journal.Add(RecordKind.Erased, JsonSerializer.Serialize(body, ContractJson.Default.ValuesErased));
        await Assert.ThrowsAnyAsync<Exception>(() => Kiosk.SendAsync(_journal));
        Assert.Empty(Host.Query("SELECT * FROM record"));
    }

    [Fact]
    public async Task The_hosts_own_rule_erases_by_the_time_of_receipt()
    {
        await Kiosk.SendAsync(_journal);
        await Host.RestartAsync(TimeSpan.FromHours(36), valueDays: 2, nameDays: 2);
        await Host.RestartAsync(TimeSpan.FromDays(3), valueDays: 2, nameDays: 5);
        await SeeAsync([(1L, "name"), (3L, "name"), (5L, "name")]);
        await Host.RestartAsync(TimeSpan.FromDays(6), nameDays: 5);
        await SeeAsync([]);
        Assert.Equal(6L, Host.Query("SELECT count(*) FROM record").Single()[0]);
    }

    private void Erase(string field, long from, long to)
    {
        var body = new ValuesErased("e1", from, to, [field], 2, DateTimeOffset.UnixEpoch, 30, "p1");
        _journal.Add(RecordKind.Erased, JsonSerializer.Serialize(body, ContractJson.Default.ValuesErased));
    }

    /// <summary>The rule works beside the host's start; a minute without its work is a hang.</summary>
    private async Task SeeAsync(List<(long, string)> expected)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!Personal().SequenceEqual(expected) && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(1))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.Equal(expected, Personal());
    }

    private List<(long, string)> Personal() =>
    [
        .. Host.Query("SELECT Sequence, Line FROM personal ORDER BY Sequence")
            .Select(row => ((long)row[0], string.Join(',', JournalLine.ReadPersonal((byte[])row[1]).Fields.Select(field => field.Name)))),
    ];
}
