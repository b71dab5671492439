using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Users;

/// <summary>Another password.</summary>
/// <param name="Current">The one so far.</param>
/// <param name="Password">The one from now on.</param>
/// <param name="Code">A one-time code; absent where none is set up.</param>
public sealed record NewPassword([StringLength(Passwords.MaxLength)] string Current, [StringLength(Passwords.MaxLength)] string Password, [StringLength(100)] string? Code = null);
