namespace Gatehouse.Hardware.Timing;

/// <summary>Timers count whole milliseconds and cut what is beyond: what is to last for so long at least is rounded up.</summary>
public static class WholeMilliseconds
{
    /// <summary>The least number of whole milliseconds that is not shorter.</summary>
    /// <param name="time">How long something has to last at least.</param>
    public static TimeSpan AtLeast(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds));
}
