namespace Gatehouse.Host.Storage;

/// <summary>A day of the site that is not like others.</summary>
internal sealed class HolidayRow
{
    public int SiteId { get; set; }

    public DateOnly Date { get; set; }

    public string? Name { get; set; }

    /// <summary>When schedules are open all the same, as JSON of <see cref="Contract.DayHours"/>.</summary>
    public required string Hours { get; set; }
}
