using System.Globalization;
using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Journal;

/// <summary>The personal values that records committed to and that do not stand beside them: which were erased is known once all records were read.</summary>
public sealed class MissingValues
{
    private readonly SortedDictionary<(string Epoch, string Field), List<long>> _missing = [];

    /// <summary>Notes which of a record's values are not among those that stand beside it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="there">What stands beside it; null when nothing does.</param>
    public void Take(JournalRecord record, PersonalValues? there)
    {
        if (!record.Body.TryGetProperty("commitments", out var commitments) || commitments.ValueKind != System.Text.Json.JsonValueKind.Object)
        {
            return;
        }

        foreach (var commitment in commitments.EnumerateObject())
        {
            if (there?.Fields.Any(field => field.Name == commitment.Name) != true)
            {
                var key = (record.Epoch, commitment.Name);
                if (!_missing.TryGetValue(key, out var numbers))
                {
                    _missing[key] = numbers = [];
                }

                numbers.Add(record.Sequence);
            }
        }
    }

    /// <summary>How many of the missing values were erased.</summary>
    public long Erased(Erasures by) => _missing.Sum(m => m.Value.LongCount(number => by.Covers(m.Key.Epoch, number, m.Key.Field)));

    /// <summary>Those that no record says were erased: they are lost, a sentence for each run of records.</summary>
    public IEnumerable<string> Lost(Erasures by)
    {
        foreach (var ((epoch, field), numbers) in _missing)
        {
            var lost = numbers.Where(number => !by.Covers(epoch, number, field)).ToList();
            if (lost.Count > 0)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Epoch {epoch}: the personal value '{field}' of {lost.Count} record(s) from {lost[0]} to {lost[^1]} is missing, and no record says that it was erased.");
            }
        }
    }
}
