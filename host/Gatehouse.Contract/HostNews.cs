namespace Gatehouse.Contract;

/// <summary>What a kiosk may not know yet.</summary>
/// <param name="At">The host's wall clock, UTC.</param>
/// <param name="Roster">The newest revision of the roster; null where the host has none.</param>
/// <param name="Commands">The kiosk's commands that are not known to be taken, the oldest first; absent when there is none.</param>
public sealed record HostNews(DateTimeOffset At, string? Roster, IReadOnlyList<KioskCommand>? Commands = null);

/// <summary>Something that a kiosk is to do once, soon or not at all.</summary>
/// <param name="Id">Names it; a kiosk takes it once however often it is told.</param>
/// <param name="Do">What to do, such as <see cref="Find"/>.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When, by the host's wall clock, UTC.</param>
/// <param name="Until">From then on it is stale and is refused.</param>
public sealed record KioskCommand(string Id, string Do, string By, DateTimeOffset At, DateTimeOffset Until)
{
    /// <summary>Blink and sound for a few seconds, for somebody who looks for the gate.</summary>
    public const string Find = "find";
}
