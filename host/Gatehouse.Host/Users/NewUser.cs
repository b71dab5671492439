using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Users;

/// <summary>A user to add.</summary>
/// <param name="Name">The name to sign in by.</param>
/// <param name="Password">A first password, at least 12 characters.</param>
/// <param name="Roles">What the user is at the site: owner, admin, maintenance, duty, viewer.</param>
public sealed record NewUser([RegularExpression(UserName.Pattern)] string Name, [StringLength(Passwords.MaxLength)] string Password, [MaxLength(5)] IReadOnlyList<string> Roles);
