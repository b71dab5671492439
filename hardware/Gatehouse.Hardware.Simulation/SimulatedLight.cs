using Gatehouse.Hardware.Gate;

namespace Gatehouse.Hardware.Simulation;

/// <summary>What a person sees of a gate's light: the three lamps, read by the table that is printed beside them.</summary>
public sealed class SimulatedLight : IDisposable
{
    private readonly SimulatedGpioChip _chip;
    private readonly LampLines _lines;
    private readonly bool _litAtLow;
    private readonly Lock _one = new();
    private readonly List<(Func<Signal, bool> Is, TaskCompletionSource<Signal> Seen)> _waiting = [];
    private Signal _signal;

    /// <param name="chip">The chip.</param>
    /// <param name="lines">Where the lamps are.</param>
    /// <param name="litAtLow">Whether a low level lights them.</param>
    public SimulatedLight(SimulatedGpioChip chip, LampLines lines, bool litAtLow = false)
    {
        _chip = chip;
        _lines = lines;
        _litAtLow = litAtLow;
        _signal = Seen(chip.IsHigh);
        chip.Changed += OnChanged;
    }

    /// <summary>The light says something else. Raised before the write that changed the lamps returns.</summary>
    public event EventHandler<SignalChangedEventArgs>? Changed;

    /// <summary>What the light says.</summary>
    public Signal Signal
    {
        get
        {
            lock (_one)
            {
                return _signal;
            }
        }
    }

    /// <summary>Waits until the light says this, at once if it does.</summary>
    public Task WaitForAsync(Signal signal, CancellationToken cancellationToken) =>
        WaitForAsync(s => s == signal, cancellationToken);

    /// <summary>Waits for one of several signals and says which; none is missed, however short.</summary>
    public async Task<Signal> WaitForAsync(Func<Signal, bool> signal, CancellationToken cancellationToken)
    {
        var seen = new TaskCompletionSource<Signal>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_one)
        {
            if (signal(_signal))
            {
                return _signal;
            }

            _waiting.Add((signal, seen));
        }

        try
        {
            await using var given = cancellationToken.Register(() => seen.TrySetCanceled(cancellationToken));
            return await seen.Task;
        }
        finally
        {
            lock (_one)
            {
                _waiting.RemoveAll(w => w.Seen == seen);
            }
        }
    }

    public void Dispose() => _chip.Changed -= OnChanged;

    private void OnChanged(object? sender, LevelsChangedEventArgs levels)
    {
        if (!levels.Concerns(_lines.Green) && !levels.Concerns(_lines.Amber) && !levels.Concerns(_lines.Red))
        {
            return;
        }

        var now = Seen(levels.IsHigh);
        lock (_one)
        {
            if (now == _signal)
            {
                return;
            }

            _signal = now;
            foreach (var waiting in _waiting.Where(w => w.Is(now)))
            {
                waiting.Seen.TrySetResult(now);
            }
        }

        Changed?.Invoke(this, new SignalChangedEventArgs(now));
    }

    private Signal Seen(Func<int, bool> isHigh) =>
        new LampPattern(isHigh(_lines.Green) != _litAtLow, isHigh(_lines.Amber) != _litAtLow, isHigh(_lines.Red) != _litAtLow).Signal;
}
