using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Users;

/// <summary>Who becomes the owner.</summary>
/// <param name="Code">The code in the file <c>setup-code</c> of the data folder.</param>
/// <param name="Name">The name to sign in by.</param>
/// <param name="Password">A password, at least 12 characters.</param>
public sealed record NewOwner([StringLength(100)] string Code, [RegularExpression(UserName.Pattern)] string Name, [StringLength(Passwords.MaxLength)] string Password);
