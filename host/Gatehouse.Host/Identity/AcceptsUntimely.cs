namespace Gatehouse.Host.Identity;

/// <summary>
/// Marks a route that a kiosk may use with a certificate that has expired, or is not valid yet: a host whose clock was wrong for
/// a while may have issued one.
/// </summary>
internal sealed class AcceptsUntimely;
