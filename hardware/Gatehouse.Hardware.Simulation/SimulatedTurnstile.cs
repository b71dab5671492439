using Gatehouse.Hardware.Gate;

namespace Gatehouse.Hardware.Simulation;

/// <summary>
/// A turnstile at its terminals: relay inputs that want a pulse of 100 ms, a release that waits 5 s for a person
/// however long the pulse was, feedback contacts that open for a turn, and a fire loop that frees both ways.
/// </summary>
public sealed class SimulatedTurnstile : IDisposable
{
    private static readonly TimeSpan TurnTime = TimeSpan.FromMilliseconds(500);

    private readonly SimulatedGpioChip _chip;
    private readonly SimulatedWiring _wiring;
    private readonly TimeProvider _time;
    private readonly SimulatedArm _in;
    private readonly SimulatedArm _out;
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile ArmBehaviour _behaviour;
    private volatile bool _free;

    public SimulatedTurnstile(SimulatedGpioChip chip, SimulatedWiring wiring, TimeProvider time)
    {
        _chip = chip;
        _wiring = wiring;
        _time = time;
        _in = new SimulatedArm(chip, wiring.TurnedIn, time);
        _out = new SimulatedArm(chip, wiring.TurnedOut, time);
        chip.Changed += OnChanged;
    }

    public ArmBehaviour Behaviour { get => _behaviour; set => _behaviour = value; }

    /// <summary>Freed by the fire panel: it turns both ways and its relay inputs do nothing.</summary>
    public bool IsFree { get => _free; set => _free = value; }

    /// <summary>Whether it would let a person through now.</summary>
    public bool IsReleased(Direction direction) => _free || Arm(direction).IsReleased;

    /// <summary>Waits until its relay is energised, which a person hears; at once while it is.</summary>
    public Task WaitForReleaseAsync(Direction direction, CancellationToken cancellationToken) =>
        _free ? Task.CompletedTask : Arm(direction).EnergisedAsync(cancellationToken);

    /// <summary>Turns the arm against its lock.</summary>
    public void Force(Direction direction) => Arm(direction).Turn();

    /// <summary>Pushes the arm as a person does; true when it let them through.</summary>
    public async Task<bool> PushAsync(Direction direction, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var arm = Arm(direction);
            if (!_free && arm.SinceEnergised is { } since && since < SimulatedArm.ShortestPulse)
            {
                await Task.Delay(SimulatedArm.ShortestPulse - since, _time, cancellationToken);
            }

            // A jammed arm uses up no release; one that yields keeps to it, however long the person takes.
            if (Behaviour == ArmBehaviour.Sticks || !(arm.Take() || _free))
            {
                return false;
            }

            await Task.Delay(TurnTime, _time, cancellationToken);
            arm.Turn();
            return true;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _chip.Changed -= OnChanged;
        _in.Dispose();
        _out.Dispose();
        _one.Dispose();
    }

    private SimulatedArm Arm(Direction direction) => direction == Direction.In ? _in : _out;

    private void OnChanged(object? sender, LevelsChangedEventArgs levels)
    {
        if (!_free)
        {
            Relay(_wiring.ReleaseIn, _in, levels);
            Relay(_wiring.ReleaseOut, _out, levels);
        }
    }

    private static void Relay(int line, SimulatedArm arm, LevelsChangedEventArgs levels)
    {
        if (levels.Concerns(line))
        {
            arm.Relay(levels.IsHigh(line));
        }
    }
}
