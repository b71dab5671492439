using Gatehouse.Host.Tests.Support;
using Npgsql;

namespace Gatehouse.Host.Tests;

/// <summary>What only one of several hosts on one PostgreSQL may do; erasing by the hosts' own rules stands for most of it.</summary>
public sealed class LeaseTests : IAsyncLifetime
{
    // A machine with much else to do must not seem dead: a lease lasts six seconds of the clock on the wall.
    private const int Times = 5;
    private const string Erasing = "retention";
    private const string Watch = "alarmWatch";
    private readonly HastyTime _time = new(Times);
    private RunningHost? _base;

    private RunningHost Base => _base!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(TestDatabase.IsPostgres, "SQLite is one host's.");
        _base = await RunningHost.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_base is not null)
        {
            await _base.DisposeAsync();
        }
    }

    [Fact]
    public async Task Once_a_host_has_ended_another_goes_on()
    {
        await using var first = await StartAsync();
        var one = await HolderAsync(other: null);
        await using var second = await StartAsync();
        Assert.Equal(one, Held());

        await first.StopAsync();
        Assert.NotEqual(one, await HolderAsync(other: one));
    }

    [Fact]
    public async Task A_host_that_died_is_waited_for_until_its_lease_has_run_out_and_no_longer()
    {
        var until = _time.GetUtcNow() + TimeSpan.FromSeconds(25);
        Take("died", until);
        await using var host = await StartAsync();
        await HolderAsync(other: "died");
        Assert.True(_time.GetUtcNow() >= until, "It was taken before it had run out.");
    }

    [Fact]
    public async Task A_host_that_was_taken_for_dead_gives_way_to_the_one_that_took_over()
    {
        await using var host = await StartAsync();
        await HolderAsync(other: null);
        var until = _time.GetUtcNow() + TimeSpan.FromSeconds(25);
        Assert.Equal(1, Change("UPDATE lease SET holder = 'other', until = $1 WHERE name = 'retention'", until));
        await HolderAsync(other: "other");
        Assert.True(_time.GetUtcNow() >= until, "It took back what was another's.");
    }

    [Fact]
    public async Task A_lease_by_a_clock_that_was_a_day_ahead_holds_nobody_up()
    {
        Take("ahead", _time.GetUtcNow() + TimeSpan.FromDays(1));
        await using var host = await StartAsync();
        Assert.NotEqual("ahead", await HolderAsync(other: "ahead"));
    }

    [Fact]
    public async Task One_host_watches_over_alarms_and_each_says_whom_it_heard()
    {
        var credential = await Base.CredentialAsync("gate-1");
        await Base.StopAsync();
        await using var first = await StartAsync();
        var one = await HolderAsync(other: null, Watch);
        await using var second = await StartAsync();
        using (var kiosk = new KioskLink(credential, second.Kiosks))
        {
            await kiosk.SendAsync(new Journal("gate-1").Walk(1));
        }

        await Eventually.HoldsAsync(() => Base.Query("SELECT seen_at FROM kiosk").Single()[0] is DateTime);
        Assert.Equal(one, Held(Watch));

        await first.StopAsync();
        Assert.NotEqual(one, await HolderAsync(other: one, Watch));
    }

    private Task<RunningHost> StartAsync() => RunningHost.StartBesideAsync(Base, _time, valueDays: 1);

    private void Take(string holder, DateTimeOffset until) =>
        Assert.Equal(1, Change($"INSERT INTO lease (name, holder, until) VALUES ('retention', '{holder}', $1)", until));

    private int Change(string sql, DateTimeOffset until)
    {
        using var connection = new NpgsqlConnection(TestDatabase.Of(Base.Data));
        connection.Open();
#pragma warning disable CA2100 // The tests' own text.
        using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = until } } };
#pragma warning restore CA2100
        return command.ExecuteNonQuery();
    }

    private string? Held(string name = Erasing) => Base.Query($"SELECT holder FROM lease WHERE name = '{name}'").Select(r => r[0] as string).SingleOrDefault();

    /// <summary>Who holds it, once somebody else does; a minute in which nobody does is a hang.</summary>
    private async Task<string> HolderAsync(string? other, string name = Erasing)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (Held(name) is var holder && (holder is null || holder == other))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(1), "Nobody takes it.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return Held(name)!;
    }
}
