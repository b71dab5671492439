namespace Gatehouse.Hardware.Simulation;

/// <summary>One way of a turnstile: its relay input, its release, its feedback contact.</summary>
internal sealed class SimulatedArm : IDisposable
{
    public static readonly TimeSpan ShortestPulse = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WaitsForPerson = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ContactOpen = TimeSpan.FromMilliseconds(200);

    private readonly SimulatedGpioChip _chip;
    private readonly int _contact;
    private readonly TimeProvider _time;
    private readonly ITimer _closing;
    private readonly Lock _one = new();
    private TaskCompletionSource _released = NewSignal();
    private long? _energisedAt;

    public SimulatedArm(SimulatedGpioChip chip, int contact, TimeProvider time)
    {
        _chip = chip;
        _contact = contact;
        _time = time;
        _closing = time.CreateTimer(_ => chip.Set(contact, high: false), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        chip.Set(contact, high: false);
    }

    /// <summary>Completes when the relay is energised.</summary>
    public Task Released
    {
        get
        {
            lock (_one)
            {
                return _released.Task;
            }
        }
    }

    /// <summary>How long ago the relay was energised; null when the arm does not wait for a person.</summary>
    public TimeSpan? SinceEnergised
    {
        get
        {
            lock (_one)
            {
                return _energisedAt is { } at && _time.GetElapsedTime(at) is var since && since < ShortestPulse + WaitsForPerson
                    ? since
                    : null;
            }
        }
    }

    public bool IsReleased => SinceEnergised >= ShortestPulse;

    public void Relay(bool energised)
    {
        lock (_one)
        {
            if (energised)
            {
                _energisedAt = _time.GetTimestamp();
                _released.TrySetResult();
            }
            else if (_energisedAt is { } at && _time.GetElapsedTime(at) < ShortestPulse)
            {
                // Too short to be a pulse: the turnstile never took it for one.
                Lock();
            }
        }
    }

    /// <summary>Takes the release for one person; false when there was none.</summary>
    public bool Take()
    {
        lock (_one)
        {
            if (!IsReleased)
            {
                return false;
            }

            Lock();
            return true;
        }
    }

    public void Turn()
    {
        _closing.Change(ContactOpen, Timeout.InfiniteTimeSpan);
        _chip.Set(_contact, high: true);
    }

    public void Dispose() => _closing.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Lock()
    {
        _energisedAt = null;
        if (_released.Task.IsCompleted)
        {
            _released = NewSignal();
        }
    }
}
