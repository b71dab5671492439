namespace Gatehouse.Kiosk.Wiring;

/// <summary>Something in a wiring that is unsafe or unwise.</summary>
/// <param name="Device">The device it is about.</param>
/// <param name="Text">What, why, and what to do instead.</param>
public sealed record WiringWarning(string Device, string Text);
