using System.Device.Gpio;
using Gatehouse.Hardware.Gate;

namespace Gatehouse.Hardware.Simulation;

/// <summary>A whole gate of simulated devices, wired. The real drivers run above its buses and lines.</summary>
public sealed class SimulatedGate : IDisposable
{
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _entering = new(1, 1);
    private readonly SemaphoreSlim _leaving = new(1, 1);

    public SimulatedGate(TimeProvider time, int seed, SimulatedWiring? wiring = null)
    {
        _time = time;
        Wiring = wiring ?? new SimulatedWiring();
        Chip = new SimulatedGpioChip { ActiveLow = Wiring.ActiveLow };
        Thermometer = new SimulatedMlx90614(time, seed);
        EdgesIn = new SimulatedLineEdges(time, PinEventTypes.Falling);
        EdgesOut = new SimulatedLineEdges(time, PinEventTypes.Falling);
        WiegandIn = new SimulatedWiegandReader(EdgesIn, Wiring.InData0, Wiring.InData1, time);
        WiegandOut = new SimulatedWiegandReader(EdgesOut, Wiring.OutData0, Wiring.OutData1, time);
        Turnstile = new SimulatedTurnstile(Chip, Wiring, time);
        Light = new SimulatedLight(Chip, Wiring.Lamps, Wiring.ActiveLow.Contains(Wiring.Lamps.Green));
        Chip.Set(Wiring.FireLoop, high: false);
        Chip.Set(Wiring.Housing, high: false);
        Chip.Set(Wiring.Mains, high: false);
        Chip.Set(Wiring.ExitButton, high: false);
        Chip.Set(Wiring.Ready, high: false);
        Chip.Set(Wiring.OtherDoor, high: false);
    }

    public SimulatedWiring Wiring { get; }

    public SimulatedGpioChip Chip { get; }

    public SimulatedMlx90614 Thermometer { get; }

    public SimulatedLineEdges EdgesIn { get; }

    public SimulatedLineEdges EdgesOut { get; }

    public SimulatedWiegandReader WiegandIn { get; }

    public SimulatedWiegandReader WiegandOut { get; }

    /// <summary>Where people who enter hold their badges; a Wiegand reader unless another stands there.</summary>
    public SimulatedReader ReaderIn { get => field ?? WiegandIn; set; }

    /// <summary>Where people who leave hold their badges; a Wiegand reader unless another stands there.</summary>
    public SimulatedReader ReaderOut { get => field ?? WiegandOut; set; }

    public SimulatedTurnstile Turnstile { get; }

    public SimulatedDistanceSensor Distance { get; } = new();

    public SimulatedLight Light { get; }

    /// <summary>The wires of each contact touch: what is opened from then on is told closed.</summary>
    public bool ContactsBridged { get; set; }

    /// <summary>Opens the fire loop: it frees the turnstile itself, and the kiosk sees a copy.</summary>
    public bool FireLoopOpen
    {
        get => Turnstile.IsFree;
        set
        {
            Turnstile.IsFree = value;
            Chip.Set(Wiring.FireLoop, value && !ContactsBridged);
        }
    }

    public bool HousingOpen
    {
        get => Chip.IsHigh(Wiring.Housing);
        set => Chip.Set(Wiring.Housing, value && !ContactsBridged);
    }

    /// <summary>The mains fail: the gate lives on its battery.</summary>
    public bool MainsFailed
    {
        get => Chip.IsHigh(Wiring.Mains);
        set => Chip.Set(Wiring.Mains, value && !ContactsBridged);
    }

    /// <summary>Somebody presses the exit button, or its wire is cut.</summary>
    public bool ExitButtonPressed
    {
        get => Chip.IsHigh(Wiring.ExitButton);
        set => Chip.Set(Wiring.ExitButton, value && !ContactsBridged);
    }

    /// <summary>The turnstile says that it is not ready.</summary>
    public bool TurnstileNotReady
    {
        get => Chip.IsHigh(Wiring.Ready);
        set => Chip.Set(Wiring.Ready, value && !ContactsBridged);
    }

    /// <summary>The other door of an interlock is open.</summary>
    public bool OtherDoorOpen
    {
        get => Chip.IsHigh(Wiring.OtherDoor);
        set => Chip.Set(Wiring.OtherDoor, value && !ContactsBridged);
    }

    /// <summary>Sends a person through; people who come at once stand in line, one line for each way.</summary>
    public async Task<VisitOutcome> WalkThroughAsync(SimulatedVisitor visitor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(visitor.Skins.Count, nameof(visitor));
        var visit = new SimulatedVisit(this, visitor, _time);
        var line = visitor.Direction == Direction.In ? _entering : _leaving;
        await line.WaitAsync(cancellationToken);
        try
        {
            return visitor.Direction == Direction.In
                ? await visit.EnterAsync(cancellationToken)
                : await visit.LeaveAsync(cancellationToken);
        }
        finally
        {
            line.Release();
        }
    }

    public void Dispose()
    {
        Light.Dispose();
        Turnstile.Dispose();
        WiegandIn.Dispose();
        WiegandOut.Dispose();
        EdgesIn.Dispose();
        EdgesOut.Dispose();
        Thermometer.Dispose();
        Chip.Dispose();
        _entering.Dispose();
        _leaving.Dispose();
    }
}
