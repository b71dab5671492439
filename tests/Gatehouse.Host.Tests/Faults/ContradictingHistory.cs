using System.Net;
using Gatehouse.Contract;
using Gatehouse.Host.Tests.Support;

namespace Gatehouse.Host.Tests.Faults;

public sealed class ContradictingHistory : IAsyncLifetime
{
    private readonly Journal _journal = new Journal("gate-1").Walk(10);
    private readonly Journal _other = Forked();
    private RunningHost _host = null!;
    private KioskLink _kiosk = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await RunningHost.StartAsync();
        _kiosk = await _host.KioskAsync("gate-1");
    }

    public async ValueTask DisposeAsync()
    {
        _kiosk.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task The_same_number_with_another_hash_is_an_alarm_and_never_an_overwrite()
    {
        await _kiosk.SendAsync(_journal, 1, 6);

        await Refused.ChangesNothingAsync(_host, HttpStatusCode.Conflict, "empty folder", () => _kiosk.PostAsync(_other.Batch(1, 6)));

        Assert.Equal(1, _host.Alarms());
        var summary = await _host.GetAsync("/api/v1/summary?verify=true");
        Assert.Equal(("contradicted", 1), (summary.GetProperty("chain").GetString(), summary.GetProperty("alarms").GetInt32()));
        Assert.Equal(20, (await _kiosk.SendAsync(_journal)).Watermark);
    }

    [Fact]
    public async Task The_same_contradiction_again_is_the_same_alarm()
    {
        await _kiosk.SendAsync(_journal, 1, 6);
        for (var i = 0; i < 3; i++)
        {
            using var response = await _kiosk.PostAsync(_other.Batch(1, 6));
            Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        }

        Assert.Equal(3L, _host.Query("SELECT Times FROM alarm").Single()[0]);
    }

    [Fact]
    public async Task However_many_other_histories_are_offered_only_so_many_are_kept()
    {
        await _kiosk.SendAsync(_journal, 1, 6);
        for (var i = 0; i < 105; i++)
        {
            var other = new Journal("gate-1") { At = DateTimeOffset.UnixEpoch.AddDays(i) };
            other.Walk(1);
            using var response = await _kiosk.PostAsync(other.All());
            Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        }

        Assert.Equal(100, _host.Alarms());
    }

    [Fact]
    public async Task A_run_that_does_not_follow_the_one_below_changes_nothing()
    {
        await _kiosk.SendAsync(_journal, 1, 6);
        await Refused.ChangesNothingAsync(_host, HttpStatusCode.Conflict, "does not fit", () => _kiosk.PostAsync(_other.Batch(7, 9)));
        Assert.Equal(1, _host.Alarms());
    }

    [Fact]
    public async Task A_run_that_is_not_followed_by_the_one_above_changes_nothing()
    {
        await _kiosk.SendAsync(_journal, 7, 9);
        await Refused.ChangesNothingAsync(_host, HttpStatusCode.Conflict, "does not fit", () => _kiosk.PostAsync(_other.Batch(1, 6)));
        Assert.Equal(1, _host.Alarms());
    }

    private static Journal Forked()
    {
        var journal = new Journal("gate-1");
        journal.Add(RecordKind.Stopped);
        return journal.Walk(10);
    }
}
