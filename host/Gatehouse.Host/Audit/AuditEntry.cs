namespace Gatehouse.Host.Audit;

/// <summary>One thing that was done.</summary>
/// <param name="Action">What was done, such as <c>badge.lost</c>: what it was done to, a dot, and the deed.</param>
/// <param name="Subject">To whom or what, by a number or a name that is not a person's name; empty where the action says it.</param>
/// <param name="Before">What it was; null where it was nothing. Kept apart from the record, so that it can be erased.</param>
/// <param name="After">What it is now; null where it is nothing any more. Kept like <paramref name="Before"/>.</param>
internal sealed record AuditEntry(string Action, string Subject, object? Before = null, object? After = null);
