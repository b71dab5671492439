namespace Gatehouse.Host.Storage;

/// <summary>A command that was given to a kiosk.</summary>
internal sealed class CommandRow
{
    public int SiteId { get; set; }

    public required string Id { get; set; }

    public long KioskId { get; set; }

    /// <summary>What to do, a word of <see cref="Contract.KioskCommand"/>.</summary>
    public required string Do { get; set; }

    public required string By { get; set; }

    public DateTimeOffset At { get; set; }

    public DateTimeOffset Until { get; set; }

    /// <summary>The person for whom a badge is to be enrolled; null for other commands.</summary>
    public long? PersonId { get; set; }

    /// <summary>The badge that was taken for them; null before.</summary>
    public string? Badge { get; set; }

    /// <summary>What the kiosk's record says became of it, a word of <see cref="Contract.CommandTaken"/>; null before.</summary>
    public string? Outcome { get; set; }
}
