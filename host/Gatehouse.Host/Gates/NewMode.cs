using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Gates;

/// <summary>In which mode a gate is to be.</summary>
/// <param name="Mode">The mode: normal, free, locked, guard or measure.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">When it ends; null for until somebody says otherwise.</param>
public sealed record NewMode([StringLength(20, MinimumLength = 1)] string Mode, [StringLength(200, MinimumLength = 1)] string Reason, DateTimeOffset? Until = null);
