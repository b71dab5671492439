namespace Gatehouse.Host.Storage;

/// <summary>Whether a group may enter by a gate, and when. Of those that fit the most particular counts.</summary>
internal sealed class AccessRuleRow
{
    /// <summary>What stands for every group, or every gate.</summary>
    public const string Any = "*";

    public int SiteId { get; set; }

    /// <summary>The group, or <see cref="Any"/>.</summary>
    public required string Group { get; set; }

    /// <summary>The kiosk's name, or <see cref="Any"/>.</summary>
    public required string Gate { get; set; }

    public bool Allowed { get; set; }

    /// <summary>The name of a schedule; null for always.</summary>
    public string? Schedule { get; set; }
}
