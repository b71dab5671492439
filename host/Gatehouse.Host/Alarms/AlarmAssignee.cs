using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Host.Alarms;

/// <summary>Who sees to an alarm.</summary>
/// <param name="Assignee">A user's name; null for nobody any more.</param>
public sealed record AlarmAssignee([StringLength(AlarmDesk.LongestName, MinimumLength = 1)] string? Assignee);
