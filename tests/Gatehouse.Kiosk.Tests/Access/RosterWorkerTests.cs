using Gatehouse.Contract;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Snapshots;
using Gatehouse.Kiosk.Sync;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Access;

public sealed class RosterWorkerTests : IDisposable
{
    private static readonly Roster Installed = Rosters.Roster with { Revision = "installed" };

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogLines<RosterWorker> _log = new();
    private readonly FakeHost _host = new();
    private readonly List<string> _used = [];
    private readonly KioskSnapshots _snapshots;

    public RosterWorkerTests()
    {
        _snapshots = new KioskSnapshots(_folder.Path);
        _snapshots.Roster.Store(Installed);
    }

    public void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public Task A_host_without_people_leaves_the_roster_that_was_installed() => RunAsync(() => _host.Asked.Count >= 2, () =>
    {
        Assert.All(_host.Asked, since => Assert.Equal("installed", since));
        Assert.Empty(_used);
        Assert.Equal("installed", _snapshots.Roster.Load().Revision);
    });

    [Fact]
    public async Task The_whole_and_then_each_change_is_kept_and_used_as_soon_as_it_is_told()
    {
        _host.Put(Whole("1-a"));
        await RunAsync(() => _used is ["1-a"], () =>
        {
            Assert.Equal(["1-a"], _used);
            _host.Put(Change("1-a", "2-b", new RosterPerson("P2", "Ben", "line", [])));
        }, () => _used is ["1-a", "2-b"] && _snapshots.Roster.Load().Revision == "2-b", () =>
        {
            // It is used before it is kept.
            var kept = _snapshots.Roster.Load();
            Assert.Equal(["P1", "P3", "P2"], kept.People.Select(p => p.Number));
            Assert.Empty(kept.People[^1].Badges);
        });
        Assert.Equal("2-b", _host.Asked[^1]);
    }

    [Fact]
    public async Task Changes_of_another_roster_are_not_taken_and_the_whole_is_asked_for()
    {
        _host.Put(Change("7-x", "8-y", Installed.People[0]), Whole("8-y"));
        await RunAsync(() => _used.Count > 0, () => Assert.Equal(["8-y"], _used));
        Assert.Contains(null, _host.Asked);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public async Task One_that_contradicts_itself_is_told_once_and_the_one_before_stays_in_force()
    {
        _host.Put(Whole("1-a") with { Roster = Rosters.Roster with { Revision = "1-a", TimeZone = "Nowhere/Here" } });
        await RunAsync(() => _host.Asked.Count >= 3, () => Assert.Empty(_used));
        Assert.Equal("installed", _snapshots.Roster.Load().Revision);
        Assert.Contains("Nowhere/Here", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_refuses_is_told_and_one_that_is_away_is_not()
    {
        _host.Fails = new HostException("The host answered 403: revoked", refused: true);
        await RunAsync(() => _host.Asked.Count >= 2, () => Assert.Contains("403", Assert.Single(_log.Warnings), StringComparison.Ordinal));
        _host.Fails = new HostException("The host was not reached", refused: false);
        await RunAsync(() => _host.Asked.Count >= 4, () => Assert.Single(_log.Warnings));
    }

    [Fact]
    public async Task Who_is_told_to_align_asks_for_the_whole()
    {
        _host.Put(Whole("1-a"));
        await RunAsync(() => _used is ["1-a"], () => _host.Align!(), () => _used.Count > 1, () => Assert.Equal(["1-a", "1-a"], _used));
        Assert.Contains(null, _host.Asked);
    }

    [Fact]
    public async Task It_says_what_it_holds_and_takes_the_whole_once_where_the_host_finds_that_it_differs()
    {
        _host.Differs = true;
        _host.Put(Whole("1-a"));
        await RunAsync(() => _used.Count > 1, () => Assert.Equal(["installed", "1-a"], _host.Asked));
        Assert.Equal([RosterDigest.Of(Installed), RosterDigest.Of(Rosters.Roster)], _host.Digests);
    }

    private static RosterUpdate Whole(string revision) => new(null, Rosters.Roster with { Revision = revision });

    private static RosterUpdate Change(string since, string revision, RosterPerson person) => new(since, Rosters.Roster with { Revision = revision, People = [person] });

    /// <summary>Lets time pass until something holds, then does something, and so on.</summary>
    private async Task RunAsync(Func<bool> until, Action then, Func<bool>? until2 = null, Action? then2 = null)
    {
        using var stop = new CancellationTokenSource();
        var worker = new RosterWorker(_host, _snapshots, _snapshots.Roster.Load(), access => _used.Add(access.Revision), _time, _log);
        (_host.Told, _host.Align) = (worker.Told, worker.Align);
        var running = worker.RunAsync(stop.Token);
        await HoldsAsync(until);
        then();
        if (until2 is not null)
        {
            await HoldsAsync(until2);
            then2!();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private Task HoldsAsync(Func<bool> condition) => Eventually.HoldsAsync(() =>
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return condition();
    });

    /// <summary>Answers with what a test put there: the update for whoever asks since its revision, the whole for whoever asks for it.</summary>
    private sealed class FakeHost : HostLink
    {
        private volatile RosterUpdate[] _updates = [];

        public List<string?> Asked { get; } = [];

        public HostException? Fails { get; set; }

        public Action<string?>? Told { get; set; }

        public Action? Align { get; set; }

        /// <summary>Gives the whole also to who has it.</summary>
        public bool Differs { get; set; }

        public List<string?> Digests { get; } = [];

        public void Put(params RosterUpdate[] updates)
        {
            _updates = updates;
            Told?.Invoke(updates[0].Roster.Revision);
        }

        public override Task<RosterUpdate?> RosterAsync(string? since, string? digest, CancellationToken cancellationToken)
        {
            Asked.Add(since);
            Digests.Add(digest);
            return Fails is { } why ? Task.FromException<RosterUpdate?>(why)
                : Task.FromResult(since is null ? _updates[^1] : _updates.FirstOrDefault(u => Differs || u.Roster.Revision != since));
        }

        public override Task<IngestAnswer> AskAsync(string epoch, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task<IngestAnswer> SendAsync(string epoch, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
