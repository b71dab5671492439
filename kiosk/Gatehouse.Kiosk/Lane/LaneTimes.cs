namespace Gatehouse.Kiosk.Lane;

/// <summary>A lane's deadlines, on the lane's own time.</summary>
public sealed record LaneTimes
{
    /// <summary>How long a face may take to come into the window after the badge.</summary>
    public TimeSpan Approach { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the distance sensor is asked meanwhile.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How much longer than approach and settling together a burst may take before its device counts as hanging.</summary>
    public TimeSpan Hang { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a person has to come back into position for a remeasurement.</summary>
    public TimeSpan Again { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>
    /// How long the lane waits for the arm to turn. A turnstile holds a release for about 5 s and a turn takes its time:
    /// longer than both together, or the last to push would count as forced.
    /// </summary>
    public TimeSpan Pass { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>How often the way out is freed anew while the exit button is pressed; shorter than any release lasts, so that it never closes.</summary>
    public TimeSpan HoldFree { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>How long a refusal is shown.</summary>
    public TimeSpan Refusal { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the journal may take to make a grant durable; on real time, for a disk does not accelerate.</summary>
    public TimeSpan Journal { get; init; } = TimeSpan.FromMilliseconds(500);
}
