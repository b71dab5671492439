namespace Gatehouse.Kiosk.App.Maintenance;

/// <summary>Whoever maintained the gate is gone.</summary>
internal sealed class ConnectionLostException() : IOException("The connection was lost, or nobody answers any more. Give the same command again: a calibration goes on where it was left, a check or a sweep begins anew.");
