namespace Gatehouse.Demo.Services;

/// <summary>What the host says it holds.</summary>
public sealed record HostSummary(long Records, long Gaps, string Chain);
