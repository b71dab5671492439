namespace Gatehouse.Host.Identity;

/// <summary>Something an operator asked for cannot be done. The message is the one sentence they are told.</summary>
public class HostException(string message, Exception? inner = null) : Exception(message, inner);
