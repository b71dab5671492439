namespace Gatehouse.Kiosk.Pairing;

/// <summary>A kiosk cannot join a host. The message is the one sentence that a person is told.</summary>
public sealed class PairingException(string message, Exception? inner = null) : Exception(message, inner);
