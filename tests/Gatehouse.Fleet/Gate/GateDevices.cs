using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Lane;

namespace Gatehouse.Fleet.Gate;

/// <summary>
/// One gate's devices, without buses: what stands between a driver and its device is tried elsewhere, and here thousands
/// of days are to pass.
/// </summary>
internal sealed class GateDevices : IDisposable
{
    private readonly FleetReader _in = new();
    private readonly FleetReader _out = new();
    private readonly FleetThermometer _thermometer;
    private readonly FleetTurnstile _turnstile = new();
    private readonly FleetLight _light = new();
    private readonly TimeProvider _lane;

    public GateDevices(TimeProvider lane, Random random)
    {
        _lane = lane;
        _thermometer = new FleetThermometer(lane, random);
        Lane = new LaneDevices([new LaneReader(Direction.In, _in), new LaneReader(Direction.Out, _out)], _thermometer, _turnstile, _light, new Silence(), new NoContacts(), null);
    }

    public LaneDevices Lane { get; }

    /// <summary>The thermometer, as it was commissioned.</summary>
    public static ThermometerIdentity Identity { get; } = new(0x0123456789ABCDEF, 0xFFFF, 0, 0x9FB5);

    /// <summary>Called as the way in is opened.</summary>
    public Action Released { set => _turnstile.ReleasedIn = value; }

    /// <summary>Holds a badge to a reader and does what the light says.</summary>
    /// <param name="badge">The badge.</param>
    /// <param name="direction">Which way.</param>
    /// <param name="skin">How warm the face is.</param>
    /// <param name="walks">False for somebody who turns back before the open arm.</param>
    /// <param name="cancellationToken">The gate is gone.</param>
    public async Task ComeAsync(BadgeNumber badge, Direction direction, Celsius skin, bool walks, CancellationToken cancellationToken)
    {
        _thermometer.Skin = skin;
        var told = direction == Direction.In ? _light.ToldAsync(cancellationToken) : Task.FromResult(Signal.Go);
        (direction == Direction.In ? _in : _out).Hold(new BadgeRead(badge, CredentialTechnology.ClearText, _lane.GetTimestamp()));
        if (await told == Signal.Go && walks)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(800), _lane, cancellationToken);
            _turnstile.Turn(direction);
        }
    }

    public void Dispose() => _thermometer.Dispose();

    private sealed class FleetReader : BadgeReader
    {
        private readonly Channel<ReaderEvent> _events = Channel.CreateUnbounded<ReaderEvent>();

        public override IReadOnlyDictionary<string, long> Discarded { get; } = new Dictionary<string, long>();

        public void Hold(BadgeRead read) => _events.Writer.TryWrite(read);

        public override IAsyncEnumerable<ReaderEvent> ReadAsync(CancellationToken cancellationToken) => _events.Reader.ReadAllAsync(cancellationToken);
    }

    private sealed class FleetThermometer(TimeProvider time, Random random) : Thermometer
    {
        public Celsius Skin { get; set; } = new(35);

        public override TimeSpan Settling { get; } = TimeSpan.FromMilliseconds(650);

        public override Task<ThermometerIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(Identity);

        public override async Task<ThermometerSample> SampleAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(Settling, time, cancellationToken);
            var (target, ambient) = (Mlx90614Words.FromCelsius(new Celsius(Skin.Degrees - 0.25 + (random.NextDouble() * 0.1))), Mlx90614Words.FromCelsius(new Celsius(23)));
            return new ThermometerSample(Mlx90614Words.ToCelsius(target), Mlx90614Words.ToCelsius(ambient), target, ambient);
        }
    }

    private sealed class FleetTurnstile : Turnstile
    {
        private readonly Channel<ArmTurn> _turns = Channel.CreateUnbounded<ArmTurn>();

        public Action ReleasedIn { get; set; } = () => { };

        public void Turn(Direction direction) => _turns.Writer.TryWrite(new ArmTurn(direction));

        public override void Release(Direction direction)
        {
            if (direction == Direction.In)
            {
                ReleasedIn();
            }
        }

        public override IAsyncEnumerable<ArmTurn> TurnsAsync(CancellationToken cancellationToken) => _turns.Reader.ReadAllAsync(cancellationToken);
    }

    private sealed class FleetLight : SignalLight
    {
        private TaskCompletionSource<Signal> _told = new();

        public override void Show(Signal signal)
        {
            if (signal is Signal.Go or Signal.StepAside or Signal.OutOfService)
            {
                _told.TrySetResult(signal);
            }
        }

        /// <summary>What a person who comes now is told in the end.</summary>
        public Task<Signal> ToldAsync(CancellationToken cancellationToken)
        {
            _told = new TaskCompletionSource<Signal>();
            return _told.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class Silence : Buzzer
    {
        public override void Sound(Tone tone)
        {
        }
    }

    private sealed class NoContacts : GateInputs
    {
        public override bool FireLoopOpen => false;

        public override async IAsyncEnumerable<GateInputChange> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            yield break;
        }
    }
}
