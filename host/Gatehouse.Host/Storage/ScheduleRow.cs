namespace Gatehouse.Host.Storage;

/// <summary>A weekly schedule.</summary>
internal sealed class ScheduleRow
{
    public int SiteId { get; set; }

    public required string Name { get; set; }

    /// <summary>Its week and days, as JSON of <see cref="Permissions.ScheduleDocument"/>.</summary>
    public required string Document { get; set; }
}
