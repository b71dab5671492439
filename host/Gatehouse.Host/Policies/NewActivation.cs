namespace Gatehouse.Host.Policies;

/// <summary>That a version is to be in force.</summary>
/// <param name="From">From when on; null for now.</param>
public sealed record NewActivation(DateTimeOffset? From = null);
