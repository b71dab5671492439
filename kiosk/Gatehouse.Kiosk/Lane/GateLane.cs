using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Threading.Channels;
using Gatehouse.Contract;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Access;
using Gatehouse.Kiosk.Journal;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Kiosk.Lane;

/// <summary>Drives one lane: takes what readers, arm and deadlines report and handles one event at a time.</summary>
public sealed partial class GateLane
{
    private readonly Channel<LaneEvent> _events = Channel.CreateUnbounded<LaneEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly LaneWork _work;
    private readonly Followers _followers;
    private readonly ILogger<GateLane> _logger;

    /// <summary>A lane; it does nothing before <see cref="RunAsync"/>.</summary>
    public GateLane(LaneDevices devices, LaneRules rules, SegmentJournal journal, LaneClocks clocks, ILogger<GateLane> logger)
    {
        _work = new LaneWork(devices, rules, journal, clocks, logger);
        _followers = new Followers(clocks);
        _logger = logger;
    }

    /// <summary>What the lane shows and did last.</summary>
    public LaneStatus Status => _work.Status;

    /// <summary>
    /// Refuses whoever wants to enter until it is put in service again; the way out stays as it is. Returns once nobody is
    /// on the way in any more.
    /// </summary>
    public Task TakeOutOfServiceAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(new ServiceChanged(InService: false, done));
        return done.Task;
    }

    /// <summary>Lets people enter again.</summary>
    public void PutInService() => Post(new ServiceChanged(InService: true, new TaskCompletionSource()));

    /// <summary>Decides by another roster from the next badge on.</summary>
    public void Use(AccessControl access) => Post(new RosterChanged(access));

    /// <summary>Decides by another policy from the next person on; whoever is at the gate comes to an end by the one by which they began.</summary>
    public void Use(Policy policy) => Post(new PolicyChanged(policy));

    /// <summary>Records what no one waits for; where the journal does not take it, that is told.</summary>
    public void Record(JournalDraft draft) => _work.Record(draft);

    /// <summary>Takes note of who went through other gates.</summary>
    public void Heard(IReadOnlyList<ElsewherePassed> elsewhere) => Post(new PassedElsewhere(elsewhere));

    /// <summary>Blinks and sounds for ten seconds, whenever nobody is at it, for somebody who looks for this gate.</summary>
    public void BeFound() => Post(new LookedFor(Beacon.Blinks));

    /// <summary>Takes the next badge that is shown at the way in within a minute for enrolment.</summary>
    /// <param name="command">The command that asked for it.</param>
    public void Enrol(string command) => Post(new EnrolmentBegun(command));

    /// <summary>Closes what an earlier run left open, then runs until cancelled.</summary>
    /// <param name="version">The software's version, for the record of this start.</param>
    /// <param name="ready">Called once the readers are armed.</param>
    /// <param name="cancellationToken">Stops the lane.</param>
    /// <exception cref="JournalException">The end could not be recorded.</exception>
    public async Task RunAsync(string version, Action ready, CancellationToken cancellationToken)
    {
        await RecordStartAsync(version);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var health = new DeviceHealth(_work.Record, _logger);
        var trust = new ThermometerTrust(_work.Devices.Thermometer, _work.Rules.Instrument, health);
        await AskThermometerAsync(trust, health, stop.Token);
        var air = new AirWatch(_work.Devices.Air, _work.Rules.Instrument, health, _work.Clocks.Lane);
        var face = new FaceMeasurement(_work, trust, air, health);
        var clock = new ClockHealth(_work.Clocks, health);
        clock.Look();
        var due = new DueWatch(_work.Rules.Instrument, _work.Clocks, health);
        due.Look();
        var surroundings = new Surroundings(health);
        var shiftTest = new ShiftTest(_work, trust, health);
        _work.ShiftTest = shiftTest;
        using var order = new StandingOrder(_work, surroundings, Post);
        var admission = new Admission(_work, order, surroundings);
        var entrance = new Entrance(_work, face, admission, new AwaitedWork(_work, face, Post, stop.Token), Post);
        var beacon = new Beacon(_work, entrance, Post);
        var enrolment = new Enrolment(_work, entrance);
        using var exit = new Exit(_work, health, entrance.HasLeft, Post);
        var pumps = _work.Devices.Readers
            .Select(reader => EndWithAsync(ReaderHealth.Device(reader.Direction), PumpAsync(reader, health, stop.Token), stop.Token))
            .Append(EndWithAsync("turnstile", PumpTurnsAsync(stop.Token), stop.Token))
            .Append(EndWithAsync("selfTest", shiftTest.RunAsync(stop.Token), stop.Token))
            .Append(EndWithAsync(AirWatch.Device, air.RunAsync(stop.Token), stop.Token))
            .Append(EndWithAsync("inputs", PumpInputsAsync(stop.Token), stop.Token))
            .Append(EndWithAsync("frames", new FrameWatch(_work.Devices, health, _work.Clocks.Lane).RunAsync(stop.Token), stop.Token))
            .Append(EndWithAsync(ClockHealth.Device, clock.RunAsync(stop.Token), stop.Token))
            .Append(EndWithAsync(DueWatch.Calibration, due.RunAsync(stop.Token), stop.Token))
            .ToArray();
        order.Look();
        _work.Show(LaneState.Ready, entrance.Resting);
        ready();
        _ = RecallAsync();
        try
        {
            await foreach (var happened in _events.Reader.ReadAllAsync(CancellationToken.None))
            {
                if (!Handle(happened, entrance, order) && !Handle(happened, admission))
                {
                    Handle(happened, entrance, exit, surroundings, beacon, enrolment);
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            _work.Devices.Light.Show(Signal.OutOfService);
        }

        await Task.WhenAll(pumps);
        await _work.Journal.AppendAsync(JournalDraft.Empty(RecordKind.Stopped), CancellationToken.None);
    }

    /// <summary>Takes what concerns the gate's mode; false where it is something else.</summary>
    private bool Handle(LaneEvent happened, Entrance entrance, StandingOrder order)
    {
        bool isOther;
        switch (happened)
        {
            case RosterChanged changed:
                _work.Use(changed.Access);
                isOther = order.Look();
                break;
            case OrderLooked:
                isOther = order.Look();
                break;
            case OrderRecorded recorded:
                isOther = order.Recorded(recorded);
                break;
            default:
                return false;
        }

        if (isOther)
        {
            entrance.ModeChanged();
        }

        return true;
    }

    /// <summary>Takes what concerns who is in; false where it is something else, or something else besides.</summary>
    private bool Handle(LaneEvent happened, Admission admission)
    {
        switch (happened)
        {
            case PresenceKept kept:
                if (kept.Forgotten is { } at)
                {
                    admission.Presence.Forget(at);
                }

                Pass(kept.Passed, admission.Presence);
                admission.Duty.Recall(kept.OnPost);
                return true;
            case PassedElsewhere elsewhere:
                Pass(elsewhere.Passed, admission.Presence);
                return true;
            case InputChanged { Change: { Input: GateInput.FireLoop, Active: true } }:
                // Whoever fled was asked for no badge, and is not to be held up on the way back.
                admission.Presence.Forget(_work.Clocks.Known);
                return false;
            default:
                return false;
        }
    }

    private static void Pass(IEnumerable<ElsewherePassed> passed, Presence presence)
    {
        foreach (var one in passed)
        {
            presence.Passed(one.Person, one.Direction, one.At);
        }
    }

    /// <summary>No event may wait for anything: whoever wants to leave is in the same queue.</summary>
    private void Handle(LaneEvent happened, Entrance entrance, Exit exit, Surroundings surroundings, Beacon beacon, Enrolment enrolment)
    {
        switch (happened)
        {
            case BadgeShown { Direction: Direction.Out } shown:
                exit.Badge(shown);
                entrance.Leaves(shown);
                break;
            case BadgeShown shown when enrolment.Takes(shown):
                break;
            case BadgeShown shown:
                entrance.Badge(shown);
                break;
            case InputChanged { Change.Input: GateInput.ExitButton } button:
                exit.Button(button.Change.Active);
                break;
            case ButtonHeld:
                exit.ButtonHeld();
                break;
            case InputChanged input:
                surroundings.Take(input.Change);
                break;
            case Measured measured:
                entrance.Measured(measured);
                break;
            case Recorded recorded:
                entrance.Recorded(recorded);
                break;
            case TicketsKept kept:
                entrance.Recall(kept);
                break;
            case PolicyChanged changed:
                _work.Use(changed.Policy);
                if (entrance.State is LaneState.Ready or LaneState.Refusing)
                {
                    _work.ChangeOver();
                }

                break;
            case EnrolmentBegun begun:
                enrolment.Begin(begun.Command);
                break;
            case LookedFor lookedFor:
                beacon.Blink(lookedFor.Blinks);
                break;
            case ServiceChanged changed:
                entrance.Serve(changed);
                break;
            case Broken broken:
                entrance.GiveUpLooking();
                _work.Record(PassageRecords.Alarm(RecordKind.Fault, broken.Device, broken.Reason, broken.Why.Message));
                ExceptionDispatchInfo.Throw(broken.Why);
                break;
            case Turned turned when turned.Direction == Direction.In ? entrance.Turned() : exit.Turned():
                _followers.Passed(turned.Direction);
                break;
            case Turned turned:
                var (reason, detail) = _followers.Of(turned.Direction);
                _work.Devices.Buzzer.Sound(Tone.Alarm);
                _work.Record(PassageRecords.Alarm(RecordKind.Forced, "turnstile", reason, detail));
                break;
            case DeadlinePassed passed when !passed.Passage.Counts(passed):
                break;
            case DeadlinePassed passed when passed.Passage.Direction == Direction.In:
                entrance.DeadlinePassed(passed.Passage);
                break;
            case DeadlinePassed passed:
                exit.DeadlinePassed(passed.Passage);
                break;
        }
    }

    /// <summary>A thermometer that does not answer keeps nobody in: it is recorded, and asked again when somebody comes.</summary>
    private static async Task AskThermometerAsync(ThermometerTrust trust, DeviceHealth health, CancellationToken cancellationToken)
    {
        try
        {
            await trust.DifferenceAsync(cancellationToken);
        }
        catch (ThermometerException e)
        {
            health.Failed(ThermometerTrust.Device, FaceMeasurement.Word(e.Fault), e.Message);
        }
    }

    /// <summary>Does not fail and does not wait for long: a disk that takes nothing must not keep the way out shut.</summary>
    private async Task RecordStartAsync(string version)
    {
        foreach (var left in _work.Journal.LeftOpen)
        {
            _work.Record(PassageRecords.Closing(left, _work.Journal.Head.Epoch));
        }

        var rules = _work.Rules;
        var directions = _work.Devices.Readers.Select(r => r.Direction).Distinct().ToArray();
        var direction = directions.Length > 1 ? "both" : PassageRecords.Word(directions[0]);
        var body = new KioskStarted(version, direction, rules.Access.Revision, rules.Policy.Revision, rules.Instrument.Calibration.Id, rules.Instrument.Conditions.Recorded(rules.Instrument.Variant));
        var started = _work.Journal.AppendAsync(JournalDraft.Of(RecordKind.Started, body, ContractJson.Default.KioskStarted), CancellationToken.None);
        _work.Track(started);
        await Task.WhenAny(started, Task.Delay(rules.Times.Journal, _work.Clocks.Real));
        foreach (var outdated in rules.Outdated)
        {
            _work.Record(PassageRecords.Alarm(RecordKind.Fault, "snapshot", "damaged", outdated));
        }
    }

    /// <summary>Looks through the journal beside the lane, which goes on meanwhile: who comes before that has no ticket, and is in for nobody.</summary>
    private async Task RecallAsync()
    {
        IReadOnlyList<RecheckTicket> tickets = [];
        var presence = new PresenceKept([], null, new Dictionary<string, DateTimeOffset>());
        try
        {
            var now = _work.Clocks.Real.GetUtcNow();
            tickets = await Task.Run(() => KeptTickets.In(_work.Journal.Reader, now));
            presence = await Task.Run(() => KeptPresence.In(_work.Journal.Reader, now));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            Log.Forgotten(_logger, e.Message);
        }

        Post(new TicketsKept(tickets));
        Post(presence);
    }

    private async Task PumpAsync(LaneReader reader, DeviceHealth health, CancellationToken cancellationToken)
    {
        var clocks = _work.Clocks;
        var readerHealth = new ReaderHealth(reader.Direction, health);
        await foreach (var reported in reader.Reader.ReadAsync(cancellationToken))
        {
            if (reported is BadgeRead read)
            {
                Post(new BadgeShown(reader.Direction, read, clocks.Real.GetTimestamp(), clocks.Lane.GetElapsedTime(read.LastBit)));
            }
            else
            {
                readerHealth.Take(reported);
            }
        }
    }

    private async Task PumpTurnsAsync(CancellationToken cancellationToken)
    {
        await foreach (var turn in _work.Devices.Turnstile.TurnsAsync(cancellationToken))
        {
            Post(new Turned(turn.Direction));
        }
    }

    private async Task PumpInputsAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in _work.Devices.Inputs.ReadAsync(cancellationToken))
        {
            Post(new InputChanged(change));
        }
    }

    /// <summary>A source that ends, ends the lane: asked to, or with its fault, so that the process is restarted.</summary>
    private async Task EndWithAsync(string device, Task pump, CancellationToken cancellationToken)
    {
        try
        {
            await pump;
            if (cancellationToken.IsCancellationRequested)
            {
                _events.Writer.TryComplete();
            }
            else
            {
                Post(new Broken(device, Entrance.Unforeseen, new IOException($"The {device} said its last without having been asked to stop.")));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _events.Writer.TryComplete();
        }
#pragma warning disable CA1031 // The top of a source's loop: its fault is handed to the lane's own, which throws it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Post(new Broken(device, Entrance.Unforeseen, e));
        }
    }

    private void Post(LaneEvent happened) => _events.Writer.TryWrite(happened);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The re-check tickets given before the start, and who is in and on post, could not be read from the journal, so that nobody waits and nobody is held to be in: {Why}")]
        public static partial void Forgotten(ILogger logger, string why);
    }
}
