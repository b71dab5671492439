using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>What a journal is found to be.</summary>
/// <param name="Records">Whole records.</param>
/// <param name="Epochs">Each epoch with its first and last number and the hash of its last record.</param>
/// <param name="Problems">What is wrong and where; empty when the journal is whole.</param>
public sealed record JournalReport(long Records, IReadOnlyList<EpochReport> Epochs, IReadOnlyList<string> Problems)
{
    /// <summary>True when nothing is missing or changed.</summary>
    public bool Whole => Problems.Count == 0;
}

/// <summary>One epoch of a report.</summary>
public sealed record EpochReport(string Epoch, long First, long Last, string Hash);

/// <summary>Reads a whole journal and checks every line's hash, every number, the chain and the personal values' commitments.</summary>
public static class JournalVerifier
{
    private const int MaxProblems = 100;

    /// <summary>Checks the journal on this disk.</summary>
    public static JournalReport Verify(JournalDisk disk)
    {
        var reader = new JournalReader(disk);
        var problems = new List<string>();
        var epochs = new List<EpochReport>();
        long records = 0;
        foreach (var epoch in reader.Epochs())
        {
            var first = reader.Segments().First(s => s.Epoch == epoch).First;
            var chain = new Chain(epoch, first, problems);
            foreach (var lines in reader.Read(epoch, first))
            {
                if (problems.Count >= MaxProblems)
                {
                    problems.Add("More problems follow; the first 100 are shown.");
                    return new JournalReport(records, epochs, problems);
                }

                records += chain.Check(lines) ? 1 : 0;
            }

            if (chain.Last > 0)
            {
                epochs.Add(new EpochReport(epoch, first, chain.Last, chain.Hash.ToString()));
            }
        }

        return new JournalReport(records, epochs, problems);
    }

    private sealed class Chain(string epoch, long first, List<string> problems)
    {
        private bool _broken = true;
        private long _expected = first;

        public long Last { get; private set; }

        public RecordHash Hash { get; private set; } = RecordHash.None;

        public bool Check(RecordLines lines)
        {
            var number = _expected++;
            JournalRecord record;
            try
            {
                record = JournalLine.ReadRecord(lines.Line);
            }
            catch (JournalLineException e)
            {
                _broken = true;
                problems.Add($"Epoch {epoch}, record {number}: {e.Message}");
                return false;
            }

            if (record.Sequence != number || record.Epoch != epoch)
            {
                problems.Add($"Epoch {epoch}, record {number}: the line is number {record.Sequence} of epoch {record.Epoch}; records are missing or out of place.");
                _expected = record.Sequence + 1;
            }
            else if (!_broken && record.Previous != Hash)
            {
                problems.Add($"Epoch {epoch}, record {number}: it does not follow the record before it; one of them was replaced.");
            }

            CheckPersonal(lines.Personal, record);
            _broken = false;
            Last = record.Sequence;
            Hash = record.Hash;
            return true;
        }

        private void CheckPersonal(ReadOnlyMemory<byte> line, JournalRecord record)
        {
            if (line.IsEmpty)
            {
                return;
            }

            try
            {
                if (!JournalLine.ReadPersonal(line).BelongTo(record))
                {
                    problems.Add($"Epoch {epoch}, record {record.Sequence}: its personal values are not those it committed to.");
                }
            }
            catch (JournalLineException e)
            {
                problems.Add($"Epoch {epoch}, personal values of record {record.Sequence}: {e.Message}");
            }
        }
    }
}
