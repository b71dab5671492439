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
    private readonly List<TaskCompletionSource> _listening = [];
    private long? _energisedAt;

    public SimulatedArm(SimulatedGpioChip chip, int contact, TimeProvider time)
    {
        _chip = chip;
        _contact = contact;
        _time = time;
        _closing = time.CreateTimer(_ => chip.Set(contact, high: false), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        chip.Set(contact, high: false);
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
                _listening.ForEach(l => l.TrySetResult());
                _listening.Clear();
            }
            else if (_energisedAt is { } at && _time.GetElapsedTime(at) < ShortestPulse)
            {
                // Too short to be a pulse: the turnstile never took it for one.
                _energisedAt = null;
            }
        }
    }

    /// <summary>Waits until the relay is energised; at once while it is, or while the arm waits for a person.</summary>
    public async Task EnergisedAsync(CancellationToken cancellationToken)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_one)
        {
            if (SinceEnergised is not null)
            {
                return;
            }

            _listening.Add(heard);
        }

        await using var given = cancellationToken.Register(() => heard.TrySetCanceled(cancellationToken));
        await heard.Task;
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

            _energisedAt = null;
            return true;
        }
    }

    public void Turn()
    {
        // Closed again after it was opened, however late this thread goes on: otherwise it would stay open.
        _closing.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _chip.Set(_contact, high: true);
        _closing.Change(ContactOpen, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _closing.Dispose();
}
