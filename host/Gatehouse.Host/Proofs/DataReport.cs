namespace Gatehouse.Host.Proofs;

/// <summary>What the data of a host is found to be.</summary>
/// <param name="Complete">Whether nothing is missing or changed; what kiosks themselves say is lost is named apart.</param>
/// <param name="Records">Records read.</param>
/// <param name="Checkpoints">Checkpoints read.</param>
/// <param name="Trees">Daily trees read.</param>
/// <param name="Audit">Entries of the audit log read.</param>
/// <param name="Epochs">Each epoch.</param>
/// <param name="Problems">What is missing or changed, where and since when.</param>
internal sealed record DataReport(bool Complete, long Records, long Checkpoints, long Trees, long Audit, IReadOnlyList<VerifiedEpoch> Epochs, IReadOnlyList<string> Problems);

/// <summary>One epoch of it.</summary>
/// <param name="Kiosk">The kiosk.</param>
/// <param name="Epoch">The epoch.</param>
/// <param name="Last">The highest number that is stored.</param>
/// <param name="Lost">What its kiosk says is lost, as words; null when nothing is.</param>
/// <param name="ProvenTo">The number up to which everything is what was signed.</param>
/// <param name="ProvenBy">The last checkpoint or tree that proves it, in words; null when nothing does.</param>
internal sealed record VerifiedEpoch(string Kiosk, string Epoch, long Last, string? Lost, long ProvenTo, string? ProvenBy);
