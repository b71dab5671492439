using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Users;

/// <summary>A password that somebody else gives.</summary>
/// <param name="Password">At least 12 characters.</param>
public sealed record GivenPassword([StringLength(Passwords.MaxLength)] string Password);
