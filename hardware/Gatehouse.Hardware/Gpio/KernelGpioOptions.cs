namespace Gatehouse.Hardware.Gpio;

/// <summary>What the lines of a <see cref="KernelGpioDriver"/> are beyond their mode.</summary>
public sealed record KernelGpioOptions
{
    /// <summary>The longest debouncing; a contact that chatters for longer is broken.</summary>
    public static readonly TimeSpan LongestDebounce = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Lines that are active at a low level: on them, High means active wherever a value or an edge is told, and a line
    /// taken as an output with Low is electrically high.
    /// </summary>
    public IReadOnlyCollection<int> ActiveLow { get; init; } = [];

    /// <summary>
    /// For how long a line of <see cref="Debounced"/> must keep its level until the change is told, 0 to 1 s. The kernel
    /// counts in its own ticks, on a Raspberry Pi 4 ms, and tells the change when this time is over.
    /// </summary>
    public TimeSpan Debounce { get; init; }

    /// <summary>
    /// The inputs that the kernel debounces while they have callbacks. Such a line reads as its debounced level: one that
    /// never comes to rest seems to stand still, so that no line may be among them whose chatter is an alarm.
    /// </summary>
    public IReadOnlyCollection<int> Debounced { get; init; } = [];
}
