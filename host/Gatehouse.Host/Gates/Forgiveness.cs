using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Gates;

/// <summary>Of whom is forgotten that they are in already.</summary>
/// <param name="Person">The number; null for everybody.</param>
public sealed record Forgiveness([StringLength(64, MinimumLength = 1)] string? Person = null);
