using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Users;

/// <summary>A token to make.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rights">What it may do.</param>
/// <param name="Days">How many days it is good.</param>
public sealed record NewToken(
    [RegularExpression(UserName.Pattern)] string Name, [MinLength(1), MaxLength(50)] IReadOnlyList<string> Rights, [Range(1, ApiTokens.MostDays)] int Days);
