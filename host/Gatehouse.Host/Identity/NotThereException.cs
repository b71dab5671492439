namespace Gatehouse.Host.Identity;

/// <summary>What is to be changed is not there. The message says so, and where to look.</summary>
public sealed class NotThereException(string message) : HostException(message);
