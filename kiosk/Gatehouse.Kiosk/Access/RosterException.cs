namespace Gatehouse.Kiosk.Access;

/// <summary>A roster contradicts itself. The message names where.</summary>
public sealed class RosterException(string message) : Exception(message);
