using System.Text.Json;

namespace Gatehouse.Torture;

/// <summary>What a torture came to; from those that are lost on all are to be zero.</summary>
public sealed record TortureReport
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>From which chance was drawn; the same one repeats the run.</summary>
    public required int Seed { get; init; }

    /// <summary>How many moments at which the power was cut.</summary>
    public int Cuts { get; set; }

    /// <summary>How many states of the disk these could leave.</summary>
    public int States { get; set; }

    /// <summary>How many operations of the disk failed.</summary>
    public int Faults { get; set; }

    /// <summary>How many processes were killed.</summary>
    public int Kills { get; set; }

    /// <summary>How many bits were flipped at rest.</summary>
    public int Flips { get; set; }

    /// <summary>How many local logs were opened or built from states.</summary>
    public int Views { get; set; }

    /// <summary>How many acknowledged records were looked for, over all states.</summary>
    public long Acknowledged { get; set; }

    /// <summary>Acknowledged and not there.</summary>
    public long Lost { get; set; }

    /// <summary>There twice.</summary>
    public long Duplicated { get; set; }

    /// <summary>There before one with a smaller number.</summary>
    public long Reordered { get; set; }

    /// <summary>States that do not verify once the journal went on, and local logs that show something else than it.</summary>
    public long Unreadable { get; set; }

    /// <summary>States from which the journal could not go on.</summary>
    public long BootFailures { get; set; }

    /// <summary>Personal values that were still there after a run of retention that had to erase them.</summary>
    public long NotErased { get; set; }

    /// <summary>Flipped bits with which a journal called itself whole.</summary>
    public long Unnoticed { get; set; }

    /// <summary>Whether nothing went wrong.</summary>
    public bool IsClean => Lost + Duplicated + Reordered + Unreadable + BootFailures + NotErased + Unnoticed == 0;

    /// <summary>The same as JSON.</summary>
    public string Json() => JsonSerializer.Serialize(this, Web);
}
