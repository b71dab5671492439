using System.ComponentModel.DataAnnotations;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.People;

/// <summary>What a badge is.</summary>
/// <param name="State"><c>active</c>, <c>suspended</c>, <c>lost</c> or <c>returned</c>.</param>
public sealed record BadgeState([AllowedValues(BadgeRow.Active, BadgeRow.Suspended, BadgeRow.Lost, BadgeRow.Returned)] string State);
