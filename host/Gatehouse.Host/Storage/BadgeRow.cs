namespace Gatehouse.Host.Storage;

/// <summary>A badge that was given to somebody. Kiosks know its keyed hash alone.</summary>
internal sealed class BadgeRow
{
    /// <summary>It opens gates.</summary>
    public const string Active = "active";

    /// <summary>It does not, for the time being.</summary>
    public const string Suspended = "suspended";

    /// <summary>It is lost, and whoever shows it is a stranger.</summary>
    public const string Lost = "lost";

    /// <summary>It was given back.</summary>
    public const string Returned = "returned";

    public int SiteId { get; set; }

    /// <summary>As a reader says it, such as <c>H10301:7:1201</c>, or by its keyed hash where it was enrolled at a gate: <c>HASH:</c> and 32 hexadecimal digits.</summary>
    public required string Badge { get; set; }

    public long PersonId { get; set; }

    /// <summary>One of the states above.</summary>
    public required string State { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
