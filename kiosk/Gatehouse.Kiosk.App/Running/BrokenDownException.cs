namespace Gatehouse.Kiosk.App.Running;

/// <summary>A part beside the lane ended with a fault that nobody foresaw: the process ends, and whoever watches it starts it anew.</summary>
internal sealed class BrokenDownException(string message, Exception inner) : Exception(message, inner);
