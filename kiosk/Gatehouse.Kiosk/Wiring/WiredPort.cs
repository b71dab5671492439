namespace Gatehouse.Kiosk.Wiring;

/// <summary>A device that is not wired to the header.</summary>
/// <param name="Device">The device.</param>
/// <param name="Place">Where it is plugged in.</param>
/// <param name="How">How.</param>
public sealed record WiredPort(string Device, string Place, string How);
