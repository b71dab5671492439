using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Users;

/// <summary>What somebody is at the site.</summary>
/// <param name="Roles">Owner, admin, maintenance, duty, viewer.</param>
public sealed record UserRoles([MaxLength(5)] IReadOnlyList<string> Roles);
