using System.Text.Json;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>What a journal is found to be.</summary>
/// <param name="Records">Whole records.</param>
/// <param name="Epochs">Each epoch with its first and last number and the hash of its last record.</param>
/// <param name="Problems">What is wrong and where; empty when the journal is whole.</param>
public sealed record JournalReport(long Records, IReadOnlyList<EpochReport> Epochs, IReadOnlyList<string> Problems)
{
    /// <summary>How many personal values were erased by a rule, as records say.</summary>
    public long Erased { get; init; }

    /// <summary>How many records were removed by a rule once the host held them, as records say.</summary>
    public long Removed { get; init; }

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
        var beginnings = new List<Beginning>();
        var (erasures, missing) = (new Erasures(), new MissingValues());
        long records = 0;
        foreach (var epoch in reader.Epochs())
        {
            var segments = reader.Segments().Where(s => s.Epoch == epoch).ToList();
            var first = segments[0].First;
            var chain = new Chain(epoch, first, problems, erasures, missing);
            beginnings.Add(new Beginning(epoch, first, epochs.Count == 0, reader.Read(epoch, first, first).Select(Record).FirstOrDefault()));

            foreach (var lines in reader.Read(epoch, first))
            {
                if (problems.Count >= MaxProblems)
                {
                    problems.Add("More problems follow; the first 100 are shown.");
                    return new JournalReport(records, epochs, problems);
                }

                records += chain.Check(lines) ? 1 : 0;
            }

            CheckEnd(disk, segments[^1], problems);
            if (chain.Last > 0)
            {
                epochs.Add(new EpochReport(epoch, first, chain.Last, chain.Hash.ToString()));
            }
        }

        if (records == 0 && problems.Count == 0)
        {
            problems.Add($"The journal in {disk.Location} holds no record.");
        }

        // What was erased or removed is known only now: the records that say so come after.
        beginnings.ForEach(beginning => CheckBeginning(reader, beginning, erasures, problems));
        problems.AddRange(missing.Lost(erasures));
        return new JournalReport(records, epochs, problems)
        {
            Erased = missing.Erased(erasures),
            Removed = erasures.Removed.Sum(removed => beginnings.Find(b => b.Epoch == removed.Epoch)?.First - 1 ?? removed.To),
        };
    }

    /// <summary>Where an epoch begins in this journal: with its first record, or after those that a record says were removed.</summary>
    private static void CheckBeginning(JournalReader reader, Beginning beginning, Erasures erasures, List<string> problems)
    {
        var (epoch, held) = (beginning.Epoch, beginning.First);
        if (held == 1)
        {
            CheckFirst(reader, beginning, erasures, problems);
            return;
        }

        var removed = erasures.RemovedFrom(epoch);
        var lost = Math.Max(removed?.To ?? 0, 0) + 1;
        if (lost < held)
        {
            problems.Add($"Epoch {epoch}: records {lost} to {held - 1} are missing.");
        }
        else if (removed!.To == held - 1 && beginning.Record is { } record && record.Previous.ToString() != removed.Hash)
        {
            problems.Add($"Epoch {epoch}, record {held}: it does not follow the last one that was removed.");
        }
    }

    /// <summary>An epoch's first record names the last known one of the epoch before, which must still be what it was.</summary>
    private static void CheckFirst(JournalReader reader, Beginning beginning, Erasures erasures, List<string> problems)
    {
        var epoch = beginning.Epoch;
        if (beginning.Record is not { } first)
        {
            return;
        }

        if (first.Previous != RecordHash.None)
        {
            problems.Add($"Epoch {epoch}, record 1: it follows another record, but an epoch's first follows none.");
        }

        if (beginning.IsOldest || first.Kind != RecordKind.Epoch || Began(first) is not { PreviousEpoch: { } before } began
            || (erasures.RemovedFrom(before) is { } removed && removed.To >= began.PreviousSequence))
        {
            return;
        }

        if (!reader.Epochs().Contains(before))
        {
            problems.Add($"Epoch {before} is missing: epoch {epoch} came after it.");
        }
        else if (began is { PreviousSequence: { } sequence and > 0, PreviousHash: { } hash }
            && reader.Read(before, sequence, sequence).Select(Record).FirstOrDefault()?.Hash.ToString() != hash)
        {
            problems.Add($"Epoch {before}, record {sequence}: it is missing or not the one that epoch {epoch} names.");
        }
    }

    /// <summary>Behind the last record of an epoch nothing may stand; lines that the chain never sees would hide there.</summary>
    private static void CheckEnd(JournalDisk disk, SegmentName segment, List<string> problems)
    {
        using var stream = disk.OpenRead(segment.ToString());
        var length = stream.Length;
        using var lines = new SegmentLines(stream);
        long end = 0;
        while (lines.TryRead(out var line))
        {
            end = JournalLine.IsPersonal(line.Span) ? end : lines.NextOffset;
        }

        if (end < length)
        {
            problems.Add($"Epoch {segment.Epoch} ends with {length - end} bytes that are no whole record: torn by a power cut, changed, or just being written.");
        }
    }

    private static JournalRecord? Record(RecordLines lines)
    {
        try
        {
            return JournalLine.ReadRecord(lines.Line);
        }
        catch (JournalLineException)
        {
            return null;
        }
    }

    private static EpochBegan? Began(JournalRecord record)
    {
        try
        {
            return record.Body.Deserialize(ContractJson.Default.EpochBegan);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Beginning(string Epoch, long First, bool IsOldest, JournalRecord? Record);

    private sealed class Chain(string epoch, long first, List<string> problems, Erasures erasures, MissingValues missing)
    {
        private bool _broken = true;
        private long _expected = first;

        public long Last { get; private set; }

        public RecordHash Hash { get; private set; } = RecordHash.None;

        public bool Check(RecordLines lines)
        {
            var number = lines.Sequence;
            JournalRecord record;
            try
            {
                record = JournalLine.ReadRecord(lines.Line);
            }
            catch (JournalLineException e)
            {
                _broken = true;
                _expected = number + 1;
                problems.Add($"Epoch {epoch}, record {number}: {e.Message}");
                return false;
            }

            if (record.Sequence != _expected || record.Epoch != epoch)
            {
                problems.Add($"Epoch {epoch}, record {_expected}: the line is number {record.Sequence} of epoch {record.Epoch}; records are missing or out of place.");
            }
            else if (!_broken && record.Previous != Hash)
            {
                problems.Add($"Epoch {epoch}, record {number}: it does not follow the record before it; one of them was replaced.");
            }

            erasures.Take(record);
            if (TryPersonal(lines.Personal, record, out var values))
            {
                missing.Take(record, values);
            }

            _broken = false;
            _expected = record.Sequence + 1;
            Last = record.Sequence;
            Hash = record.Hash;
            return true;
        }

        /// <summary>False when the line is damaged, which is told by itself.</summary>
        private bool TryPersonal(ReadOnlyMemory<byte> line, JournalRecord record, out PersonalValues? values)
        {
            values = null;
            if (line.IsEmpty)
            {
                return true;
            }

            try
            {
                values = JournalLine.ReadPersonal(line);
                if (values.BelongTo(record))
                {
                    return true;
                }

                problems.Add($"Epoch {epoch}, record {record.Sequence}: its personal values are not those it committed to.");
            }
            catch (JournalLineException e)
            {
                problems.Add($"Epoch {epoch}, personal values of record {record.Sequence}: {e.Message}");
            }

            return false;
        }
    }
}
