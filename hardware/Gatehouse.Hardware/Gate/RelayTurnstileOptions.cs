namespace Gatehouse.Hardware.Gate;

/// <summary>How a turnstile is wired; a way it does not let people go has no lines.</summary>
public sealed record RelayTurnstileOptions
{
    /// <summary>The shortest pulse a turnstile takes for one.</summary>
    public static readonly TimeSpan ShortestPulse = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pulse, well below the time a turnstile waits for the person.</summary>
    public static readonly TimeSpan LongestPulse = TimeSpan.FromSeconds(2);

    /// <summary>The longest a relay is held in <see cref="ReleaseMode.Level"/> for somebody who does not come.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(6);

    /// <summary>The relay's line for entering.</summary>
    public int? ReleaseIn { get; init; }

    /// <summary>The relay's line for leaving.</summary>
    public int? ReleaseOut { get; init; }

    /// <summary>The line of the contact that opens as someone enters.</summary>
    public int? TurnedIn { get; init; }

    /// <summary>The line of the contact that opens as someone leaves.</summary>
    public int? TurnedOut { get; init; }

    /// <summary>How it is told.</summary>
    public ReleaseMode Mode { get; init; }

    /// <summary>How long a relay is energised in <see cref="ReleaseMode.Pulse"/>, 0.1 to 2 s.</summary>
    public TimeSpan Pulse { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a relay is energised in <see cref="ReleaseMode.Level"/> when nobody passes, 1 to 6 s.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a contact must be open to count, so that chatter does not.</summary>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The longest a relay is energised for one release.</summary>
    internal TimeSpan Longest => Mode == ReleaseMode.Level ? Hold : Pulse;
}
