namespace Gatehouse.Kiosk.App.Maintenance;

/// <summary>Whoever maintained the gate is gone.</summary>
internal sealed class ConnectionLostException() : IOException("The connection was lost; the same command goes on where it was left.");
