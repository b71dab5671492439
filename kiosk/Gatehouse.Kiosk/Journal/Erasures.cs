using System.Text.Json;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>What the records of a journal say was erased or removed from it: whatever else is missing is lost.</summary>
public sealed class Erasures
{
    private readonly Dictionary<(string Epoch, string Field), List<(long From, long To)>> _erased = [];
    private readonly Dictionary<string, RecordsRemoved> _removed = new(StringComparer.Ordinal);

    /// <summary>Takes what a record says, if it is one of those that do.</summary>
    public void Take(JournalRecord record)
    {
        try
        {
            if (record.Kind == RecordKind.Erased && record.Body.Deserialize(ContractJson.Default.ValuesErased) is { Epoch: not null, Fields: not null } erased)
            {
                Take(erased);
            }
            else if (record.Kind == RecordKind.Removed && record.Body.Deserialize(ContractJson.Default.RecordsRemoved) is { Epoch: not null } removed
                && removed.To > (RemovedFrom(removed.Epoch)?.To ?? 0))
            {
                _removed[removed.Epoch] = removed;
            }
        }
        catch (JsonException)
        {
            // Of a form this software does not know: what it names counts as lost.
        }
    }

    /// <summary>Whether a record that was taken says that a value of that name went from a record.</summary>
    public bool Covers(string epoch, long sequence, string field)
    {
        if (!_erased.TryGetValue((epoch, field), out var ranges))
        {
            return false;
        }

        // Ranges grow with the days and seldom overlap: the one that begins last before the number is nearly always the one.
        var i = ranges.BinarySearch((sequence, long.MaxValue));
        for (i = i < 0 ? ~i - 1 : i; i >= 0; i--)
        {
            if (sequence <= ranges[i].To)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Per epoch the record that says up to where it was removed.</summary>
    public IReadOnlyCollection<RecordsRemoved> Removed => _removed.Values;

    /// <summary>The record that says up to where an epoch was removed; null when none does.</summary>
    public RecordsRemoved? RemovedFrom(string epoch) => _removed.GetValueOrDefault(epoch);

    private void Take(ValuesErased erased)
    {
        foreach (var field in erased.Fields)
        {
            if (!_erased.TryGetValue((erased.Epoch, field), out var ranges))
            {
                _erased[(erased.Epoch, field)] = ranges = [];
            }

            var range = (erased.From, erased.To);
            var at = ranges.BinarySearch(range);
            if (at < 0)
            {
                ranges.Insert(~at, range);
            }
        }
    }
}
