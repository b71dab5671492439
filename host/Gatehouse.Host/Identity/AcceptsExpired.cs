namespace Gatehouse.Host.Identity;

/// <summary>Marks a route that a kiosk may use with a certificate that has expired.</summary>
internal sealed class AcceptsExpired;
