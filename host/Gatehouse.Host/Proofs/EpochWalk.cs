using Gatehouse.Contract;
using Gatehouse.Host.Entries;
using Gatehouse.Host.Ingest;
using Gatehouse.Host.Storage;

namespace Gatehouse.Host.Proofs;

/// <summary>One pass over the stored lines of an epoch: each hash, each number, each link.</summary>
/// <param name="kiosk">Whose records they must be.</param>
/// <param name="epoch">Of which epoch.</param>
/// <param name="losses">What is known to be lost of it, in order.</param>
/// <param name="asked">The numbers whose hashes are wanted afterwards.</param>
internal sealed class EpochWalk(string kiosk, string epoch, IReadOnlyList<LossRow> losses, IEnumerable<long> asked)
{
    private readonly Dictionary<long, string?> _asked = asked.Distinct().ToDictionary(n => n, _ => (string?)null);
    private RecordHash? _previous = RecordHash.None;
    private bool _isBroken;

    /// <summary>What is missing or changed.</summary>
    public List<string> Problems { get; } = [];

    public long Records { get; private set; }

    public long Last { get; private set; }

    /// <summary>The number up to which every record is there, or named as lost, and as it was received.</summary>
    public long IntactTo { get; private set; }

    /// <summary>The hash of a stored record that was asked for; null when it is not there or changed.</summary>
    public string? HashOf(long sequence) => _asked.GetValueOrDefault(sequence);

    /// <summary>The next stored line.</summary>
    public void Pass(long sequence, byte[] line)
    {
        if (sequence > Last + 1)
        {
            Miss(sequence - 1);
            _previous = null;
        }

        Records++;
        Last = sequence;
        if (ChainCheck.Read(line) is not { } record)
        {
            Say($"record {sequence} was changed: its hash is not that of its bytes");
            _previous = null;
            return;
        }

        if (record.Sequence != sequence || record.Epoch != epoch || record.Kiosk.ToString() != kiosk)
        {
            Say($"record {sequence} is not there; what stands in its place is record {record.Sequence} of epoch {record.Epoch} of {record.Kiosk}");
        }
        else if (_previous is { } previous && record.Previous != previous)
        {
            Say($"record {sequence} does not follow record {sequence - 1}: one of them was replaced");
        }

        _previous = record.Hash;
        IntactTo = _isBroken ? IntactTo : sequence;
        if (_asked.ContainsKey(sequence))
        {
            _asked[sequence] = record.Hash.ToString();
        }
    }

    /// <summary>There are no more lines, though there should be up to a number.</summary>
    public void End(long expected) => Miss(expected);

    private void Miss(long to)
    {
        foreach (var range in HeldRuns.Apart(Last + 1, to, losses))
        {
            Say(range.From == range.To ? $"record {range.From} is missing" : $"records {range.From} to {range.To} are missing");
        }
    }

    private void Say(string problem)
    {
        _isBroken = true;
        Problems.Add($"{kiosk}, epoch {epoch}: {problem}.");
    }
}
