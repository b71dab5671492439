namespace Gatehouse.Kiosk.App.Devices;

/// <summary>A device of the configuration cannot be reached. The message names it and says what to check.</summary>
internal sealed class DeviceException(string message, Exception? inner = null) : Exception(message, inner);
