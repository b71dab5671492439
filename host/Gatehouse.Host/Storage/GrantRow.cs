namespace Gatehouse.Host.Storage;

/// <summary>What a user is at a site.</summary>
internal sealed class GrantRow
{
    public int SiteId { get; set; }

    public required string User { get; set; }

    /// <summary>One of <see cref="Users.Role"/>.</summary>
    public required string Role { get; set; }
}
