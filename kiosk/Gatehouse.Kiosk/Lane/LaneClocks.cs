namespace Gatehouse.Kiosk.Lane;

/// <summary>The two times of a lane: they differ only where simulated devices run on accelerated time.</summary>
/// <param name="Lane">Deadlines and devices.</param>
/// <param name="Real">Work, disk, and the wall clock of permissions.</param>
public sealed record LaneClocks(TimeProvider Lane, TimeProvider Real)
{
    /// <summary>Whether the wall clock can be trusted; asked anew for each person.</summary>
    public Func<bool> IsTrusted { get; init; } = () => true;

    /// <summary>The wall clock's time; null when it cannot be trusted, for rules that then do not apply.</summary>
    public DateTimeOffset? Known => IsTrusted() ? Real.GetUtcNow() : null;
}
