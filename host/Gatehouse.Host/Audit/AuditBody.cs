namespace Gatehouse.Host.Audit;

/// <summary>What an entry's line says beside its number and time.</summary>
/// <param name="By">Who did it, as <see cref="Actor"/> writes it.</param>
/// <param name="Action">What was done.</param>
/// <param name="Subject">To whom or what.</param>
/// <param name="Commitments">To the values that stand beside the line; null where there are none.</param>
internal sealed record AuditBody(string By, string Action, string Subject, IReadOnlyDictionary<string, string>? Commitments);
