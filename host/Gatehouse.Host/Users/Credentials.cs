using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Users;

/// <summary>What somebody signs in with.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Password">The password.</param>
/// <param name="Code">The one-time code, or a recovery code; absent where none is set up.</param>
public sealed record Credentials([StringLength(UserName.MaxLength)] string Name, [StringLength(Passwords.MaxLength)] string Password, [StringLength(100)] string? Code = null);
