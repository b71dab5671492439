using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Fleet.Gate;
using Gatehouse.Fleet.Network;
using Gatehouse.Fleet.Time;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Sync;
using Gatehouse.Torture;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Fleet;

/// <summary>One kiosk over its boots: the real lane, journal and forwarding above a disk that can be cut off at any operation.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "The journal takes the disk over, and what is in memory is released by being forgotten.")]
internal sealed class FleetKiosk
{
    private static readonly Policy Policy = new() { Revision = "p1", Limit = 36.2, RecheckMinutes = 0 };
    private static readonly TimeSpan StartsAnew = TimeSpan.FromSeconds(10);

    private readonly string _name;
    private readonly World _world;
    private readonly Random _random;
    private readonly JournalOptions _options;
    private readonly Dictionary<(string Epoch, long Sequence), RecordHash> _durable = [];
    private readonly HashSet<string> _grantedIn = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, byte[]> _files = new Dictionary<string, byte[]>();
    private Boot? _boot;
    private int _released;
    private int _grantedTo;

    public FleetKiosk(string name, World world, UnreliableLink link, int seed)
    {
        (_name, _world, Link) = (name, world, link);
        _random = new Random(seed);
        Clock = new KioskClock(world.Time);
        _options = new JournalOptions { Kiosk = KioskId.Parse(name), Simulated = true, SegmentBytes = 32 * 1024 };
    }

    public string Name => _name;

    public KioskClock Clock { get; }

    public UnreliableLink Link { get; }

    /// <summary>Whether everything is with the host as far as the kiosk knows.</summary>
    public bool IsForwarded => _boot?.Sync.Status is { Reached: true, Waiting: 0, Problem: null };

    /// <summary>Why not, for whoever looks into a violation.</summary>
    public string Forwarding => _boot?.Sync.Status.ToString() ?? "not running";

    /// <summary>Starts it with the newest roster, again and again while its disk takes nothing.</summary>
    public async Task StartAsync()
    {
        while (true)
        {
            try
            {
                _boot = new Boot(this, _world.Staff.Newest);
                return;
            }
            catch (JournalException)
            {
                await Task.Delay(StartsAnew, _world.Time);
            }
        }
    }

    /// <summary>Somebody comes; the time of the lanes is awake.</summary>
    public Task VisitAsync()
    {
        var person = LastCome = _random.Next(1, Staff.Count + 1);
        var direction = _random.Next(4) == 0 ? Direction.Out : Direction.In;
        var skin = new Celsius(_random.Next(25) == 0 ? 38 : 34.5 + (_random.NextDouble() * 1.2));
        return _boot!.Devices.ComeAsync(Staff.Badge(person), direction, skin, walks: _random.Next(15) > 0, _boot.Stop.Token)
            .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.FromCurrentSynchronizationContext());
    }

    /// <summary>Who came last.</summary>
    public int LastCome { get; private set; }

    /// <summary>Gives it the newest roster while people walk; nobody whom that one suspends may be let in from then on.</summary>
    public async Task FollowAsync()
    {
        var (boot, revision) = (_boot!, _world.Staff.Newest);
        boot.Use(revision);
        await Task.Delay(TimeSpan.FromMilliseconds(1), _world.Time);
        boot.InForce = revision;
    }

    /// <summary>Lets the disk's operations fail for a while.</summary>
    public void FailDisk(IOException fault, int operations) => _boot!.Fail(fault, operations);

    /// <summary>Cuts the power before one of the next operations of the disk, or now when none comes; what is left is one of the states that this could leave.</summary>
    public async Task CutPowerAsync(int operations)
    {
        _boot!.CutBefore(operations);
        for (var waited = 0; waited < 50 && !_boot.IsCut; waited++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), _world.Time);
        }

        _boot.CutNow();
        _files = _boot.Left!;
        await _boot.EndAsync();
    }

    /// <summary>Stops it in order.</summary>
    public async Task StopAsync()
    {
        await _boot!.EndAsync();
        _files = _boot.Disk.Crashes(_random)[1];
    }

    /// <summary>Kills it without a cut: what it wrote stays as it is, and nothing is added.</summary>
    public async Task KillAsync()
    {
        _files = _boot!.Disk.Crashes(_random)[1];
        _boot.CutNow();
        await _boot.EndAsync();
    }

    /// <summary>Compares what the disk made durable with what is in the journal and at the host.</summary>
    public void Compare(IReadOnlyDictionary<(string Epoch, long Sequence), byte[]> host)
    {
        _world.Report.Records += _durable.Count;
        using var disk = TortureDisk.Of(_files);
        var journal = new Dictionary<(string, long), byte[]>();
        var reader = new JournalReader(disk);
        foreach (var epoch in reader.Epochs())
        {
            foreach (var lines in reader.Read(epoch, 1))
            {
                if (!journal.TryAdd((epoch, lines.Sequence), lines.Line.ToArray()))
                {
                    _world.Report.Violate($"{_name}: number {lines.Sequence} of epoch {epoch} stands twice in the journal.");
                }
            }
        }

        foreach (var problem in JournalVerifier.Verify(disk).Problems)
        {
            _world.Report.Violate($"{_name}: {problem}");
        }

        foreach (var ((epoch, sequence), hash) in _durable)
        {
            if (!journal.TryGetValue((epoch, sequence), out var line) || !line.AsSpan().EndsWith(System.Text.Encoding.ASCII.GetBytes(hash.ToString())))
            {
                _world.Report.Violate($"{_name}: the durable record {sequence} of epoch {epoch} is not in the journal any more.");
            }
        }

        foreach (var place in journal.Keys.Union(host.Keys))
        {
            if (!journal.TryGetValue(place, out var own) || !host.TryGetValue(place, out var held) || !own.AsSpan().SequenceEqual(held))
            {
                _world.Report.Violate($"{_name}: record {place.Item2} of epoch {place.Item1} is {(host.ContainsKey(place) ? "another at the host, or not in the journal" : "not at the host")}.");
            }
        }
    }

    /// <summary>On the journal's thread, while the loop waits for it.</summary>
    private void Durable(JournalRecord record)
    {
        if (!_durable.TryAdd((record.Epoch, record.Sequence), record.Hash))
        {
            _world.Report.Violate($"{_name}: number {record.Sequence} of epoch {record.Epoch} was made durable twice.");
        }

        if (record.Kind != RecordKind.Granted || record.Body.Deserialize(ContractJson.Default.PassageDecided) is not { Direction: PassageDirection.In } granted)
        {
            return;
        }

        _grantedIn.Add(granted.Passage);
        _grantedTo = int.Parse(granted.Person!, CultureInfo.InvariantCulture);
        var by = int.Parse(granted.Roster![1..], CultureInfo.InvariantCulture);
        if (!_world.Staff.Admits(by, _grantedTo))
        {
            _world.Report.Violate($"{_name}: person {granted.Person} was admitted by roster {granted.Roster}, which suspends them or locks the site down.");
        }
    }

    private void Released()
    {
        _world.Report.Released++;
        if (_boot is { } boot && !_world.Staff.Admits(boot.InForce, _grantedTo))
        {
            _world.Report.Violate($"{_name}: the way in was opened for person {_grantedTo}, though r{boot.InForce} is in force, which suspends them or locks the site down.");
        }

        if (++_released > _grantedIn.Count)
        {
            _world.Report.Violate($"{_name}: the way in was opened {_released} times after {_grantedIn.Count} durable grants.");
        }
    }

    /// <summary>One life of the kiosk's process.</summary>
    private sealed class Boot
    {
        private readonly FleetKiosk _kiosk;
        private readonly SegmentJournal _journal;
        private readonly Func<bool> _works;
        private readonly GateLane _lane;
        private readonly Task _running;
        private int _cutBefore = int.MaxValue;
        private int _failsUntil;
        private IOException? _fault;

        public Boot(FleetKiosk kiosk, int revision)
        {
            _kiosk = kiosk;
            InForce = revision;
            var world = kiosk._world;
            Disk = TortureDisk.Of(kiosk._files, world.ForgetsFlushes);
            Disk.Before = Before;
            var stamp = new RecordStamp(kiosk.Clock, new ClockWatch(kiosk.Clock), new BootIdentity(NewId(kiosk._random)));
            _journal = SegmentJournal.Open(new WatchedDisk(Disk, kiosk.Durable), kiosk._options with { Work = (item, _) => world.Loop.Post(_ => item.Execute(), null) }, stamp);
            _works = () => _journal.Unacknowledged > 0;
            world.Loop.Watch(_works);
            Sync = new SyncWorker(_journal, kiosk.Link, new BackOff(new SyncOptions(), kiosk._random), world.Time, NullLogger<SyncWorker>.Instance);
            Devices = new GateDevices(world.LaneTime, kiosk._random) { Released = kiosk.Released };
            var rules = new LaneRules(
                new AccessControl(world.Staff.Roster(revision)),
                new Instrument(Mlx90614Variant.Dci, new BudgetConditions(), Policy, CalibrationRecord.Of("c1", DateTimeOffset.UnixEpoch, GateDevices.Identity)),
                new LaneTimes(),
                new Random(1));
            _lane = new GateLane(Devices.Lane, rules, _journal, new LaneClocks(world.LaneTime, kiosk.Clock), NullLogger<GateLane>.Instance);
            _running = Task.WhenAll(_lane.RunAsync("fleet", () => { }, Stop.Token), Sync.RunAsync(Stop.Token));
        }

        public TortureDisk Disk { get; }

        public GateDevices Devices { get; }

        public SyncWorker Sync { get; }

        public CancellationTokenSource Stop { get; } = new();

        /// <summary>What the power cut left; null while there was none.</summary>
        public IReadOnlyDictionary<string, byte[]>? Left { get; private set; }

        /// <summary>The newest roster that has certainly reached the lane.</summary>
        public int InForce { get; set; }

        /// <summary>Gives the lane another roster.</summary>
        public void Use(int revision) => _lane.Use(new AccessControl(_kiosk._world.Staff.Roster(revision)));

        public bool IsCut => Volatile.Read(ref _cutBefore) == 0;

        public void CutBefore(int operations) => Volatile.Write(ref _cutBefore, operations);

        public void CutNow()
        {
            if (Left is null)
            {
                Cut();
            }
        }

        public void Fail(IOException fault, int operations)
        {
            _fault = fault;
            Volatile.Write(ref _failsUntil, operations);
        }

        public async Task EndAsync()
        {
            await Stop.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (_running.Exception?.InnerExceptions.FirstOrDefault(e => e is not JournalException) is { } unforeseen)
            {
                _kiosk._world.Report.Violate($"{_kiosk._name}: {unforeseen}");
            }

            await _kiosk._world.Loop.OutsideAsync(async () =>
            {
                await _journal.DisposeAsync();
                return true;
            });
            _kiosk._world.Loop.Forget(_works);
            Sync.Dispose();
            Devices.Dispose();
            Stop.Dispose();
        }

        private static Guid NewId(Random random)
        {
            var id = new byte[16];
            random.NextBytes(id);
            return new Guid(id);
        }

        /// <summary>Before each operation of the disk, on the journal's thread.</summary>
        private void Before(int number)
        {
            if (Left is not null)
            {
                throw TortureDisk.Broken();
            }

            if (Volatile.Read(ref _cutBefore) is var before && before != int.MaxValue && Interlocked.Decrement(ref _cutBefore) <= 0)
            {
                Cut();
                throw TortureDisk.Broken();
            }

            if (Volatile.Read(ref _failsUntil) > 0)
            {
                Interlocked.Decrement(ref _failsUntil);
                throw _fault!;
            }
        }

        private void Cut()
        {
            var states = Disk.Crashes(_kiosk._random);
            Left = states[_kiosk._random.Next(states.Count)];
            Volatile.Write(ref _cutBefore, 0);
        }
    }
}
