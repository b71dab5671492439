namespace Gatehouse.Host.Policies;

/// <summary>One thing in which two policies differ.</summary>
/// <param name="Key">What, such as <c>limit</c> or <c>crowd.minutes</c>.</param>
/// <param name="Before">What it is in the one, as JSON; null where it is not there.</param>
/// <param name="After">What it is in the other.</param>
internal sealed record PolicyDifference(string Key, string? Before, string? After);
