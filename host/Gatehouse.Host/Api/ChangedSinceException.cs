using Gatehouse.Host.Identity;

namespace Gatehouse.Host.Api;

/// <summary>What is to be changed is not as whoever changes it saw it.</summary>
internal sealed class ChangedSinceException() : HostException("Somebody changed it since you looked: look again, and decide again.");
