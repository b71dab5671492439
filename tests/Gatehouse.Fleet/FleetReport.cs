using System.Text.Json;

namespace Gatehouse.Fleet;

/// <summary>What came of a run; <see cref="Violations"/> is to be empty.</summary>
public sealed record FleetReport
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>From which chance was drawn; the same one repeats the run.</summary>
    public required int Seed { get; init; }

    /// <summary>Kiosks times days.</summary>
    public int KioskDays { get; set; }

    /// <summary>How many came to a gate.</summary>
    public int Visits { get; set; }

    /// <summary>How often a way in was opened.</summary>
    public int Released { get; set; }

    /// <summary>Durable records, all looked for at the host.</summary>
    public long Records { get; set; }

    /// <summary>Power cuts.</summary>
    public int PowerCuts { get; set; }

    /// <summary>Orderly restarts, most with a new roster.</summary>
    public int Restarts { get; set; }

    /// <summary>Rosters that came while people walked.</summary>
    public int RosterChanges { get; set; }

    /// <summary>Disks that failed or were full for a while.</summary>
    public int DiskFaults { get; set; }

    /// <summary>Links that went away or began to lose what they carry.</summary>
    public int LinkFaults { get; set; }

    /// <summary>Wall clocks that stepped.</summary>
    public int ClockSteps { get; set; }

    /// <summary>Restarts of the host, with its data of before or of an older copy.</summary>
    public int HostRestarts { get; set; }

    /// <summary>Of those, how many with an older copy.</summary>
    public int HostRestores { get; set; }

    /// <summary>What must not be, a sentence each.</summary>
    public IReadOnlyList<string> Violations => _violations;

    private readonly List<string> _violations = [];

    /// <summary>Adds one.</summary>
    public void Violate(string what)
    {
        lock (_violations)
        {
            _violations.Add(what);
        }
    }

    /// <summary>The same as JSON.</summary>
    public string Json() => JsonSerializer.Serialize(this, Web);
}
