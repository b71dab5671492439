using System.ComponentModel.DataAnnotations;
using Gatehouse.Contract;

namespace Gatehouse.Host.Permissions;

/// <summary>Whether a group may enter by a gate.</summary>
/// <param name="Allowed">Whether it may.</param>
/// <param name="Group">The group; null for every group.</param>
/// <param name="Gate">The gate; null for every gate.</param>
/// <param name="Schedule">When; null for always.</param>
public sealed record NewRule(
    bool Allowed, [StringLength(100, MinimumLength = 1)] string? Group = null, [StringLength(KioskId.MaxLength, MinimumLength = 1)] string? Gate = null, [StringLength(100, MinimumLength = 1)] string? Schedule = null);
