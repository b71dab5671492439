using System.Text.Json.Serialization;

namespace Gatehouse.Demo.Results;

/// <summary>What a run came to. Passages and milliseconds are read from the kiosks' journals, not from what was sent.</summary>
internal sealed record DemoResult
{
    public int Passages { get; init; }

    public int Admitted { get; init; }

    public int Remeasured { get; init; }

    public int Referred { get; init; }

    public int NotMeasurable { get; init; }

    public int Denied { get; init; }

    public long JournalRecords { get; init; }

    public long HostRecords { get; init; }

    public long Gaps { get; init; }

    /// <summary><c>whole</c> when every journal verifies and the host found its copy verified, or <c>broken</c>.</summary>
    public required string Chain { get; init; }

    public double? P50Milliseconds { get; init; }

    public double? P99Milliseconds { get; init; }

    /// <summary>The median wait for people and physics, shown apart.</summary>
    [JsonIgnore]
    public double? WaitMilliseconds { get; init; }

    public int? Subjects { get; init; }

    public int? Febrile38 { get; init; }

    public int? Febrile38Referred { get; init; }

    public int? Afebrile { get; init; }

    public int? AfebrileReferred { get; init; }
}
