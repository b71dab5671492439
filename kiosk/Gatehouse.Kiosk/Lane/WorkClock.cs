namespace Gatehouse.Kiosk.Lane;

/// <summary>Tells a passage's own work from its waits for people and physics.</summary>
internal sealed class WorkClock(TimeProvider time, long startedAt)
{
    private long _since = startedAt;
    private bool _working = true;

    public TimeSpan Work { get; private set; }

    public TimeSpan Wait { get; private set; }

    /// <summary>What follows is waiting.</summary>
    public void Pause() => Turn(working: false);

    /// <summary>What follows is work.</summary>
    public void Resume() => Turn(working: true);

    private void Turn(bool working)
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_since, now);
        (Work, Wait) = _working ? (Work + elapsed, Wait) : (Work, Wait + elapsed);
        _since = now;
        _working = working;
    }
}
