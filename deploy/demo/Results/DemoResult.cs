using System.Text.Json.Serialization;

namespace Gatehouse.Demo.Results;

/// <summary>What a run came to. Passages and milliseconds are read from the kiosks' journals, not from what was sent.</summary>
internal sealed record DemoResult
{
    /// <summary>Every journal verifies, and so does the host's copy.</summary>
    public const string Whole = "whole";

    /// <summary>A journal or the host's copy does not verify.</summary>
    public const string Broken = "broken";

    /// <summary>The journals verify, but the host did not answer.</summary>
    public const string Unknown = "unknown";

    public int Passages { get; init; }

    public int Admitted { get; init; }

    public int Remeasured { get; init; }

    public int Referred { get; init; }

    public int NotMeasurable { get; init; }

    public int Denied { get; init; }

    public long JournalRecords { get; init; }

    public long HostRecords { get; init; }

    public long Gaps { get; init; }

    /// <summary>One of <see cref="Whole"/>, <see cref="Broken"/> and <see cref="Unknown"/>.</summary>
    public required string Chain { get; init; }

    public double? P50Milliseconds { get; init; }

    public double? P99Milliseconds { get; init; }

    /// <summary>The median wait for people and physics, shown apart.</summary>
    [JsonIgnore]
    public double? WaitMilliseconds { get; init; }

    /// <summary>Whether everything that was recorded is at the host, in one piece.</summary>
    [JsonIgnore]
    public bool IsComplete => Chain == Whole && Gaps == 0 && HostRecords == JournalRecords;

    public int? Subjects { get; init; }

    public int? Febrile38 { get; init; }

    public int? Febrile38Referred { get; init; }

    public int? Afebrile { get; init; }

    public int? AfebrileReferred { get; init; }
}
