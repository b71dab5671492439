namespace Gatehouse.Kiosk.Snapshots;

/// <summary>A roster, policy or commissioning record cannot be loaded or stored. The message says what to do.</summary>
public sealed class SnapshotException(string message) : Exception(message);
