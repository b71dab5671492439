namespace Gatehouse.Kiosk.Lane;

/// <summary>Tells a passage's own work from its waits for people and physics.</summary>
/// <param name="time">The real time.</param>
/// <param name="startedAt">Its timestamp when the work began.</param>
/// <param name="waited">What was waited for before that: the end of the badge's frame.</param>
internal sealed class WorkClock(TimeProvider time, long startedAt, TimeSpan waited)
{
    private long _since = startedAt;
    private bool _working = true;

    public TimeSpan Work { get; private set; }

    public TimeSpan Wait { get; private set; } = waited;

    /// <summary>What follows is waiting.</summary>
    public void Pause() => Turn(time.GetTimestamp(), working: false);

    /// <summary>What follows that timestamp is work.</summary>
    public void Resume(long at) => Turn(at, working: true);

    private void Turn(long now, bool working)
    {
        var elapsed = time.GetElapsedTime(_since, now);
        (Work, Wait) = _working ? (Work + elapsed, Wait) : (Work, Wait + elapsed);
        _since = now;
        _working = working;
    }
}
