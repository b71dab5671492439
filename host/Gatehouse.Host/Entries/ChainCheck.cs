using Gatehouse.Contract;
using Gatehouse.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gatehouse.Host.Entries;

/// <summary>Reads the stored lines of an epoch again and checks each hash, each link, and that the runs tell the truth.</summary>
internal static class ChainCheck
{
    public static async Task<bool> HoldsAsync(GatehouseContext context, EpochRow epoch, IReadOnlyList<RunRow> runs, CancellationToken cancellationToken)
    {
        var lines = context.Records.AsNoTracking().Where(r => r.SiteId == epoch.SiteId && r.EpochId == epoch.Id).OrderBy(r => r.Sequence)
            .Select(r => new { r.Sequence, r.Line }).AsAsyncEnumerable();
        var links = new Links(runs);
        await foreach (var stored in lines.WithCancellation(cancellationToken))
        {
            if (Read(stored.Line) is not { } record || record.Sequence != stored.Sequence || !links.Follow(record))
            {
                return false;
            }
        }

        return links.AtEnd;
    }

    /// <summary>Null when a stored line is not what was received.</summary>
    public static JournalRecord? Read(byte[] line)
    {
        try
        {
            return JournalLine.ReadRecord(line);
        }
        catch (JournalLineException)
        {
            return null;
        }
    }

    private sealed class Links(IReadOnlyList<RunRow> runs)
    {
        private int _run;
        private long _next = runs.Count > 0 ? runs[0].First : 0;
        private string _previous = runs.Count > 0 ? runs[0].FirstPrevious : "";

        public bool AtEnd => _run == runs.Count;

        public bool Follow(JournalRecord record)
        {
            if (AtEnd || record.Sequence != _next || record.Previous.ToString() != _previous)
            {
                return false;
            }

            _next++;
            _previous = record.Hash.ToString();
            return record.Sequence != runs[_run].Last || EndRun();
        }

        private bool EndRun()
        {
            var ended = runs[_run++];
            var whole = ended.LastHash == _previous;
            if (!AtEnd)
            {
                _next = runs[_run].First;
                _previous = runs[_run].FirstPrevious;
            }

            return whole;
        }
    }
}
