namespace Gatehouse.Kiosk.Proof;

/// <summary>What the checkpoints beside a journal say of it.</summary>
/// <param name="Epochs">Each epoch that is signed or could be.</param>
/// <param name="Problems">What contradicts them, and where; empty when nothing does.</param>
public sealed record ProofReport(IReadOnlyList<EpochProof> Epochs, IReadOnlyList<string> Problems);

/// <summary>How far one epoch is proven.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Checkpoints">How many checkpoints of it there are.</param>
/// <param name="Countersigned">How many of them the host confirmed.</param>
/// <param name="ProvenTo">The number up to which every record is what was signed; 0 when none is.</param>
/// <param name="ProvenAt">When that was signed, by the kiosk's clock.</param>
public sealed record EpochProof(string Epoch, int Checkpoints, int Countersigned, long ProvenTo, DateTimeOffset? ProvenAt);
