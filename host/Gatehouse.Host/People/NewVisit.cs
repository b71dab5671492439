using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.People;

/// <summary>Somebody who visits.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Host">The number of the person whom they visit.</param>
/// <param name="Until">Until when they may enter, exclusive.</param>
/// <param name="Group">The group whose permissions they have.</param>
/// <param name="Badge">The day badge that they are given; null for none yet.</param>
/// <param name="Escorted">Whether they may not be alone on the site.</param>
public sealed record NewVisit(
    [StringLength(100, MinimumLength = 1)] string Name, [StringLength(64, MinimumLength = 1)] string Host, DateTimeOffset Until,
    [StringLength(100, MinimumLength = 1)] string Group = "visitor", [StringLength(100, MinimumLength = 1)] string? Badge = null, bool Escorted = false);
