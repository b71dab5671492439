using System.Device.Gpio;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Hardware.Simulation.Tests;

/// <summary>The least that can be called a lane, above the real drivers: enough to give a visitor something to react to.</summary>
internal sealed class TinyLane : IAsyncDisposable
{
    private readonly SimulatedGate _gate;
    private readonly TimeProvider _time;
    private readonly GpioController _gpio;
    private readonly CancellationTokenSource _stop = new();
    private readonly RelayTurnstile _turnstile;
    private readonly LineSignalLight _light;
    private Task _running = Task.CompletedTask;

    public TinyLane(SimulatedGate gate, TimeProvider time)
    {
        (_gate, _time) = (gate, time);
        var wiring = gate.Wiring;
        _gpio = new GpioController(gate.Chip);
        _light = new LineSignalLight(_gpio, wiring.Lamps);
        _turnstile = new RelayTurnstile(
            _gpio,
            new RelayTurnstileOptions
            {
                ReleaseIn = wiring.ReleaseIn, ReleaseOut = wiring.ReleaseOut, TurnedIn = wiring.TurnedIn, TurnedOut = wiring.TurnedOut,
            },
            time);
        Thermometer = new Mlx90614(gate.Thermometer, new Mlx90614Options(), time);
    }

    public Mlx90614 Thermometer { get; }

    /// <summary>Above this a person is asked once more.</summary>
    public double Limit { get; init; } = 37;

    public int Remeasurements { get; init; } = 2;

    public List<double> Readings { get; } = [];

    public List<Direction> Turns { get; } = [];

    public HashSet<BadgeNumber> Barred { get; } = [];

    public void Start() => _running = Task.WhenAll(RunInAsync(), RunOutAsync(), CountTurnsAsync());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }

        _stop.Dispose();
        _turnstile.Dispose();
        _light.Dispose();
        Thermometer.Dispose();
        _gpio.Dispose();
    }

    private async Task RunInAsync()
    {
        var wiring = _gate.Wiring;
        var reader = new WiegandBadgeReader(
            _gate.EdgesIn, new WiegandOptions { Data0 = wiring.InData0, Data1 = wiring.InData1 }, _time);
        _light.Show(Signal.Ready);
        await foreach (var read in reader.ReadAsync(_stop.Token).OfType<BadgeRead>())
        {
            var clear = !Barred.Contains(read.Badge) && await IsClearAsync();
            if (clear)
            {
                _turnstile.Release(Direction.In);
            }

            _light.Show(clear ? Signal.Go : Signal.StepAside);
            await Task.Delay(TimeSpan.FromSeconds(clear ? 5 : 3), _time, _stop.Token);
            _light.Show(Signal.Ready);
        }
    }

    private async Task RunOutAsync()
    {
        var wiring = _gate.Wiring;
        var reader = new WiegandBadgeReader(
            _gate.EdgesOut, new WiegandOptions { Data0 = wiring.OutData0, Data1 = wiring.OutData1 }, _time);
        await foreach (var _ in reader.ReadAsync(_stop.Token))
        {
            _turnstile.Release(Direction.Out);
        }
    }

    private async Task CountTurnsAsync()
    {
        await foreach (var turn in _turnstile.TurnsAsync(_stop.Token))
        {
            Turns.Add(turn.Direction);
        }
    }

    private async Task<bool> IsClearAsync()
    {
        for (var reading = 0; reading <= Remeasurements; reading++)
        {
            if (reading > 0)
            {
                _light.Show(Signal.Again);
                await Task.Delay(TimeSpan.FromMilliseconds(800), _time, _stop.Token);
            }

            _light.Show(Signal.Measuring);
            while (await _gate.Distance.MeasureAsync(_stop.Token) is null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), _time, _stop.Token);
            }

            var sample = await Thermometer.SampleAsync(_stop.Token);
            Readings.Add(Math.Round(sample.Target.Degrees, 1));
            if (sample.Target.Degrees <= Limit)
            {
                return true;
            }
        }

        return false;
    }
}
