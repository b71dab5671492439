using System.Net;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Faults;

public sealed class ContradictingHistory : HostAndKiosk
{
    private readonly Journal _journal = new Journal("gate-1").Walk(10);
    private readonly Journal _other = Forked();

    [Fact]
    public async Task The_same_number_with_another_hash_is_an_alarm_and_never_an_overwrite()
    {
        await Kiosk.SendAsync(_journal, 1, 6);

        await Refused.ChangesNothingAsync(Host, HttpStatusCode.Conflict, "begins a new one", () => Kiosk.PostAsync(_other.Batch(1, 6)));

        Assert.Equal(1, Host.Alarms());
        var summary = await Host.GetAsync("/api/v1/summary?verify=true");
        Assert.Equal(("contradicted", 1), (summary.GetProperty("chain").GetString(), summary.GetProperty("alarms").GetInt32()));
        Assert.Equal(20, (await Kiosk.SendAsync(_journal)).Watermark);
    }

    [Fact]
    public async Task The_same_contradiction_again_is_the_same_alarm()
    {
        await Kiosk.SendAsync(_journal, 1, 6);
        for (var i = 0; i < 3; i++)
        {
            using var response = await Kiosk.PostAsync(_other.Batch(1, 6));
            Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        }

        Assert.Equal("3", $"{Host.Query("SELECT Times FROM alarm").Single()[0]}");
    }

    [Fact]
    public async Task However_many_other_histories_are_offered_only_so_many_are_kept()
    {
        await Kiosk.SendAsync(_journal, 1, 6);
        for (var i = 0; i < 105; i++)
        {
            var other = new Journal("gate-1") { At = DateTimeOffset.UnixEpoch.AddDays(i) };
            other.Walk(1);
            using var response = await Kiosk.PostAsync(other.All());
            Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        }

        Assert.Equal(100, Host.Alarms());
    }

    [Fact]
    public async Task A_run_that_does_not_follow_the_one_below_changes_nothing()
    {
        await Kiosk.SendAsync(_journal, 1, 6);
        await Refused.ChangesNothingAsync(Host, HttpStatusCode.Conflict, "does not fit", () => Kiosk.PostAsync(_other.Batch(7, 9)));
        Assert.Equal(1, Host.Alarms());
    }

    [Fact]
    public async Task A_run_that_is_not_followed_by_the_one_above_changes_nothing()
    {
        await Kiosk.SendAsync(_journal, 7, 9);
        await Refused.ChangesNothingAsync(Host, HttpStatusCode.Conflict, "does not fit", () => Kiosk.PostAsync(_other.Batch(1, 6)));
        Assert.Equal(1, Host.Alarms());
    }

    private static Journal Forked()
    {
        var journal = new Journal("gate-1");
        journal.Add(RecordKind.Stopped);
        return journal.Walk(10);
    }
}
