using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Identity;

/// <summary>Whom to invite how.</summary>
/// <param name="HostAddress">How the kiosk reaches this host: https://NAME:PORT.</param>
/// <param name="Minutes">How long the token may be used.</param>
/// <param name="Replace">Whether whoever uses it takes the place of the kiosk of this name.</param>
public sealed record NewInvitation([StringLength(300)] string HostAddress, [Range(1, 60 * 24 * 30)] int Minutes = 10, bool Replace = false);
