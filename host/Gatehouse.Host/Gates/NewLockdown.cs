using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Gates;

/// <summary>That nobody is to enter any more.</summary>
/// <param name="Reason">Why.</param>
public sealed record NewLockdown([StringLength(200, MinimumLength = 1)] string Reason);
