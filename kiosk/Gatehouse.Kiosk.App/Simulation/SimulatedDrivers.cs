using System.Device.Gpio;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Lane;

namespace Gatehouse.Kiosk.App.Simulation;

/// <summary>The real drivers above a simulated gate's buses and lines.</summary>
internal sealed class SimulatedDrivers : IDisposable
{
    // Not on any header: where a line is not wired, the simulated gate still needs one.
    private const int FirstSpareLine = 40;

    private readonly GpioController _gpio;
    private readonly Mlx90614 _thermometer;
    private readonly RelayTurnstile _turnstile;
    private readonly LineBuzzer _buzzer;

    public SimulatedDrivers(SimulatedGate gate, WiringPlan wiring, TimeProvider time)
    {
        _gpio = new GpioController(gate.Chip);
        _thermometer = new Mlx90614(gate.Thermometer, new Mlx90614Options { Settling = wiring.Thermometer.Settling }, time);
        _turnstile = new RelayTurnstile(
            _gpio,
            new RelayTurnstileOptions
            {
                ReleaseIn = wiring.Turnstile.ReleaseIn,
                ReleaseOut = wiring.Turnstile.ReleaseOut,
                TurnedIn = wiring.Turnstile.TurnedIn,
                TurnedOut = wiring.Turnstile.TurnedOut,
                Pulse = wiring.Turnstile.Pulse,
            },
            time);
        _buzzer = new LineBuzzer(_gpio, wiring.Buzzer, time);
        Devices = new LaneDevices(
            [.. wiring.Readers.Select(reader => Reader(gate, reader, time))],
            _thermometer,
            _turnstile,
            new LineSignalLight(_gpio, new LampLines(wiring.Light.Green, wiring.Light.Amber, wiring.Light.Red)),
            _buzzer,
            new ContactGateInputs(_gpio, new ContactLines(wiring.Inputs.FireLoop, wiring.Inputs.Housing), time),
            gate.Distance);
    }

    public LaneDevices Devices { get; }

    /// <summary>The configuration's lines as the simulated gate is wired to them.</summary>
    public static SimulatedWiring Wiring(WiringPlan plan)
    {
        var spare = FirstSpareLine;
        var into = plan.Readers.Cast<ReaderWiring?>().FirstOrDefault(r => r!.Value.Direction == Direction.In);
        var outOf = plan.Readers.Cast<ReaderWiring?>().FirstOrDefault(r => r!.Value.Direction == Direction.Out);
        return new SimulatedWiring
        {
            ReleaseIn = plan.Turnstile.ReleaseIn ?? spare++,
            ReleaseOut = plan.Turnstile.ReleaseOut ?? spare++,
            TurnedIn = plan.Turnstile.TurnedIn ?? spare++,
            TurnedOut = plan.Turnstile.TurnedOut ?? spare++,
            Lamps = new LampLines(plan.Light.Green, plan.Light.Amber, plan.Light.Red),
            Buzzer = plan.Buzzer,
            FireLoop = plan.Inputs.FireLoop,
            Housing = plan.Inputs.Housing,
            InData0 = into?.Data0 ?? spare++,
            InData1 = into?.Data1 ?? spare++,
            OutData0 = outOf?.Data0 ?? spare++,
            OutData1 = outOf?.Data1 ?? spare,
        };
    }

    public void Dispose()
    {
        _buzzer.Dispose();
        _turnstile.Dispose();
        _thermometer.Dispose();
        _gpio.Dispose();
    }

    private static LaneReader Reader(SimulatedGate gate, ReaderWiring wiring, TimeProvider time) => new(
        wiring.Direction,
        new WiegandBadgeReader(
            wiring.Direction == Direction.In ? gate.EdgesIn : gate.EdgesOut,
            new WiegandOptions { Data0 = wiring.Data0, Data1 = wiring.Data1 },
            time));
}
