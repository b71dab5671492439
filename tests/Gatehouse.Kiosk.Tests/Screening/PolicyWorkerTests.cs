using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Snapshots;
using Gatehouse.Kiosk.Sync;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Kiosk.Tests.Screening;

public sealed class PolicyWorkerTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Policy Installed = new() { Revision = "installed", Limit = 36 };

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Now);
    private readonly LogLines<PolicyWorker> _log = new();
    private readonly FakeHost _host = new();
    private readonly List<string> _used = [];
    private readonly List<LaneAlarm> _alarms = [];
    private readonly KioskSnapshots _snapshots;
    private bool _isTrusted = true;

    public PolicyWorkerTests()
    {
        _snapshots = new KioskSnapshots(_folder.Path);
        _snapshots.PutInForce(Installed);
    }

    public void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_host_without_a_policy_leaves_the_one_that_was_installed()
    {
        await RunAsync(() => _host.Asked.Count >= 2);
        Assert.Empty(_used);
        Assert.All(_host.Asked, asked => Assert.Equal((null, "installed"), asked));
    }

    [Fact]
    public async Task The_one_whose_time_has_come_is_kept_before_it_is_used()
    {
        _host.Plan = Plan("m1", ("1-a", -60, 36.5), ("2-b", -1, 36.8));
        await RunAsync(() => _host.Asked.Contains(("m1", "2-b")));
        Assert.Equal(["2-b"], _used);
        Assert.Equal("2-b", _snapshots.Policy.Load().Revision);
        Assert.Equal(["installed", "2-b"], _snapshots.Policies.Load().Select(p => p.Revision));
    }

    [Fact]
    public async Task One_that_is_to_come_is_in_force_at_its_time_also_while_the_host_is_away()
    {
        _host.Plan = Plan("m1", ("1-a", 30, 36.5));
        await RunAsync(() => _snapshots.PolicyPlan.Exists);
        Assert.Empty(_used);

        // Away, and the kiosk was started anew meanwhile.
        _host.Fails = true;
        await RunAsync(() => _used.Count > 0);
        Assert.Equal(["1-a"], _used);
        Assert.InRange(_time.GetUtcNow() - Now, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(31));
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public async Task Where_nobody_knows_the_time_the_hosts_counts()
    {
        _isTrusted = false;
        _time.Advance(TimeSpan.FromDays(400));
        _host.Plan = Plan("m1", ("1-a", -1, 36.5), ("2-b", 30, 36.8));
        await RunAsync(() => _host.Asked.Count > 3);
        Assert.Equal(["1-a"], _used);
        _host.Plan = _host.Plan with { Mark = "m2", At = Now.AddMinutes(31) };
        await RunAsync(() => _used.Count > 1);
        Assert.Equal(["1-a", "2-b"], _used);
    }

    [Theory]
    [InlineData("""{"revision":"1-a","limit":36.5,"colour":"red"}""", "does not understand the policy at $.colour")]
    [InlineData("""{"revision":"1-a","limit":99}""", "The policy's limit is 99")]
    [InlineData("""{"revision":"1-a","limit":36.5,"humidityFrom":20}""", "no air sensor is configured")]
    public async Task One_by_which_this_kiosk_cannot_decide_is_told_once_and_the_one_before_stays_in_force(string document, string why)
    {
        _host.Plan = new PolicyPlan("m1", Now, [new PlannedPolicy("1-a", Now, JsonElement.Parse(document))]);
        await RunAsync(() => _host.Asked.Count > 3);
        Assert.Empty(_used);
        Assert.Equal("installed", _snapshots.Policy.Load().Revision);
        Assert.Contains(why, Assert.Single(_log.Warnings), StringComparison.Ordinal);
        var alarm = Assert.Single(_alarms);
        Assert.Equal(("policy", "unusable"), (alarm.Device, alarm.Reason));
        Assert.Contains(why, alarm.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_usable_one_after_it_clears_that()
    {
        _host.Plan = new PolicyPlan("m1", Now, [new PlannedPolicy("1-a", Now, JsonElement.Parse("""{"revision":"1-a","limit":99}""")), Planned("2-b", 5, 36.5)]);
        await RunAsync(() => _used.Count > 0);
        Assert.Equal(["2-b"], _used);
        Assert.Equal([("policy", "unusable"), ("policy", "works")], _alarms.Select(a => (a.Device, a.Reason)));
    }

    [Fact]
    public async Task The_one_in_force_clears_it_too_where_the_host_wants_that_again()
    {
        _host.Plan = new PolicyPlan("m1", Now, [new PlannedPolicy("1-a", Now, JsonElement.Parse("""{"revision":"1-a","limit":99}"""))]);
        await RunAsync(() => _alarms.Count == 1, _ => _host.Plan = Plan("m2", ("installed", -1, 36)), () => _alarms.Count == 2);
        Assert.Empty(_used);
        Assert.Equal([("policy", "unusable"), ("policy", "works")], _alarms.Select(a => (a.Device, a.Reason)));
    }

    [Fact]
    public async Task A_plan_that_cannot_be_kept_is_told_once_and_asked_for_until_it_is()
    {
        var aside = Directory.CreateDirectory(Path.Combine(_folder.Path, "policy-plan.json.new"));
        _host.Plan = Plan("m1", ("1-a", -1, 36.5));
        await RunAsync(() => _host.Asked.Count > 3, _ => aside.Delete(), () => _used.Count > 0);
        Assert.Single(_log.Warnings);
        Assert.Equal("m1", _snapshots.PolicyPlan.Load().Mark);
    }

    [Fact]
    public async Task The_host_is_told_at_once_which_one_is_in_force()
    {
        _host.Plan = Plan("m1", ("1-a", -1, 36.5));
        await RunAsync(() => _host.Asked.Contains(("m1", "1-a")));
        Assert.InRange(_time.GetUtcNow() - Now, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task What_is_told_is_asked_for_soon()
    {
        await RunAsync(() => _host.Asked.Count == 1, worker =>
        {
            _host.Plan = Plan("m1", ("1-a", -1, 36.5));
            worker.Told("m1");
        }, () => _used.Count > 0);
        Assert.InRange(_time.GetUtcNow() - Now, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    private static PolicyPlan Plan(string mark, params (string Revision, int Minutes, double Limit)[] policies) =>
        new(mark, Now, [.. policies.Select(p => Planned(p.Revision, p.Minutes, p.Limit))]);

    private static PlannedPolicy Planned(string revision, int minutes, double limit) => new(
        revision, Now.AddMinutes(minutes), JsonSerializer.SerializeToElement(new Policy { Revision = revision, Limit = limit }, PolicyJson.Default.Policy));

    /// <summary>Runs a kiosk's worker and lets time pass until something holds, and then until something else does.</summary>
    private async Task RunAsync(Func<bool> until, Action<PolicyWorker>? then = null, Func<bool>? until2 = null)
    {
        using var stop = new CancellationTokenSource();
        var worker = new PolicyWorker(
            _host, _snapshots, _snapshots.Policy.Load(), policy => _used.Add(policy.Revision), new LaneClocks(_time, _time) { IsTrusted = () => _isTrusted }, _log)
        {
            HasAirSensor = false,
            Record = draft => _alarms.Add(Alarm(draft)),
        };
        var running = worker.RunAsync(stop.Token);
        await HoldsAsync(until);
        if (then is not null)
        {
            then(worker);
            await HoldsAsync(until2!);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private Task HoldsAsync(Func<bool> condition) => Eventually.HoldsAsync(() =>
    {
        if (condition())
        {
            return true;
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        return false;
    });

    private static LaneAlarm Alarm(JournalDraft draft) => JsonSerializer.Deserialize(draft.Body.Span, ContractJson.Default.LaneAlarm)!;

    private sealed class FakeHost : HostLink
    {
        public PolicyPlan? Plan { get; set; }

        public bool Fails { get; set; }

        public List<(string? Have, string InForce)> Asked { get; } = [];

        public override Task<PolicyPlan?> PoliciesAsync(string? have, string inForce, CancellationToken cancellationToken)
        {
            Asked.Add((have, inForce));
            return Fails ? Task.FromException<PolicyPlan?>(new HostException("The host was not reached", refused: false)) : Task.FromResult(Plan?.Mark == have ? null : Plan);
        }

        public override Task<IngestAnswer> AskAsync(string epoch, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task<IngestAnswer> SendAsync(string epoch, ReadOnlyMemory<byte> batch, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
