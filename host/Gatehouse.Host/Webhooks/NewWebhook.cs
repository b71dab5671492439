using System.ComponentModel.DataAnnotations;
using Gatehouse.Host.Users;

namespace Gatehouse.Host.Webhooks;

/// <summary>An address to tell what happens.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it is: https, or http on this machine.</param>
/// <param name="Events">What it is told: actions of the audit log such as <c>badge.state</c>, <c>alarm.raised</c>, <c>alarm.*</c>, or <c>*</c>.</param>
public sealed record NewWebhook(
    [RegularExpression(UserName.Pattern)] string Name, [StringLength(500)] string Address, [MinLength(1), MaxLength(50)] IReadOnlyList<string> Events);
