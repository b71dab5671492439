using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.People;

/// <summary>Whose a badge is to be.</summary>
/// <param name="Person">The person's number.</param>
public sealed record BadgeOwner([StringLength(64, MinimumLength = 1)] string Person);
