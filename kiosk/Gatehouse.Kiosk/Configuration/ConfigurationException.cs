namespace Gatehouse.Kiosk.Configuration;

/// <summary>A configuration that cannot be used. The message is one sentence that names the key, its value and what is allowed.</summary>
public sealed class ConfigurationException(string message) : Exception(message);
