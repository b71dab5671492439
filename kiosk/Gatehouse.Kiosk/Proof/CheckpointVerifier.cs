using System.Globalization;
using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Proof;

/// <summary>Holds a journal against the checkpoints that stand beside it: what was signed must still be there, and be the same.</summary>
public sealed class CheckpointVerifier
{
    private const int MaxProblems = 100;

    private readonly List<string> _problems = [];
    private readonly JournalReader _reader;
    private readonly CheckpointFiles _files;
    private readonly ProofKeys _keys;

    private CheckpointVerifier(JournalDisk disk, ProofKeys keys)
    {
        _reader = new JournalReader(disk);
        _files = new CheckpointFiles(disk);
        _keys = keys;
    }

    /// <summary>Verifies every checkpoint of the journal on this disk.</summary>
    public static ProofReport Verify(JournalDisk disk, ProofKeys keys) => new CheckpointVerifier(disk, keys).Verify();

    private ProofReport Verify()
    {
        var epochs = _reader.Epochs();
        var signed = _files.Epochs();
        foreach (var gone in signed.Where(e => !epochs.Contains(e) && epochs.Count > 0 && string.CompareOrdinal(e, epochs[0]) > 0))
        {
            _problems.Add($"Epoch {gone} is missing: {Named(_files.Last(gone))}.");
        }

        if (signed.Count > 0 && _keys.IsEmpty)
        {
            _problems.Add("There is no certificate to verify the checkpoints by: give the kiosk's and the host's with --certificates.");
            return new ProofReport([], _problems);
        }

        List<EpochProof> proofs = [.. epochs.Select(Verify)];
        return new ProofReport(proofs, _problems);
    }

    private EpochProof Verify(string epoch)
    {
        List<KeptCheckpoint> kept = [.. _files.Read(epoch, Add)];
        var walk = new Walk(kept);
        foreach (var lines in _reader.Read(epoch, 1))
        {
            walk.Pass(Sync.Batches.Sound(lines.Line, epoch, lines.Sequence));
        }

        EpochProof proof = new(epoch, kept.Count, kept.Count(k => k.IsCountersigned), 0, null);
        foreach (var checkpoint in kept)
        {
            if (Fault(checkpoint, walk) is { } fault)
            {
                Add(string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch}, record {checkpoint.Checkpoint.Sequence}: {fault}."));
            }
            else if (checkpoint.Checkpoint.Sequence >= proof.ProvenTo && checkpoint.Checkpoint.Sequence <= walk.IntactTo)
            {
                proof = proof with { ProvenTo = checkpoint.Checkpoint.Sequence, ProvenAt = checkpoint.Checkpoint.At };
            }
        }

        return proof;
    }

    private string? Fault(KeptCheckpoint kept, Walk walk)
    {
        var named = Named(kept);
        return walk.Kiosk is { } kiosk && _keys.Fault(kept, kiosk) is { } fault ? $"{named}, and {fault}"
            : kept.Checkpoint.Sequence < walk.First ? null
            : kept.Checkpoint.Sequence > walk.Last ? $"{named}, but the epoch ends at {walk.Last}: what came after is missing since then"
            : walk.HashOf(kept.Checkpoint.Sequence) is not { } hash ? $"{named}, but it cannot be read any more"
            : hash != kept.Checkpoint.Hash ? $"{named} with another hash: it, or records before it, were changed since then"
            : null;
    }

    private static string Named(KeptCheckpoint? kept) =>
        kept is null ? "checkpoints stand beside it" : string.Create(CultureInfo.InvariantCulture, $"the checkpoint of {kept.Checkpoint.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC names it{(kept.IsCountersigned ? ", countersigned by the host" : "")}");

    private void Add(string problem)
    {
        if (_problems.Count < MaxProblems)
        {
            _problems.Add(problem);
        }
        else if (_problems.Count == MaxProblems)
        {
            _problems.Add("More problems follow; the first 100 are shown.");
        }
    }

    /// <summary>One pass over an epoch's records, which keeps the hashes that checkpoints ask for.</summary>
    private sealed class Walk(IEnumerable<KeptCheckpoint> kept)
    {
        private readonly Dictionary<long, string?> _asked = kept.Select(k => k.Checkpoint.Sequence).Distinct().ToDictionary(n => n, _ => (string?)null);
        private RecordHash _previous;
        private bool _isBroken;

        public KioskId? Kiosk { get; private set; }

        public long First { get; private set; }

        public long Last { get; private set; }

        /// <summary>The number up to which the records follow each other from the first that is here.</summary>
        public long IntactTo { get; private set; }

        public string? HashOf(long sequence) => _asked.GetValueOrDefault(sequence);

        public void Pass(JournalRecord? record)
        {
            if (record is null)
            {
                _isBroken = true;
                return;
            }

            Kiosk ??= record.Kiosk;
            First = First == 0 ? record.Sequence : First;
            _isBroken |= Last > 0 && (record.Sequence != Last + 1 || record.Previous != _previous);
            Last = Math.Max(Last, record.Sequence);
            _previous = record.Hash;
            IntactTo = _isBroken ? IntactTo : record.Sequence;
            if (_asked.ContainsKey(record.Sequence))
            {
                _asked[record.Sequence] = record.Hash.ToString();
            }
        }
    }
}
