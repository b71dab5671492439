using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Kiosk.Retention;

/// <summary>What a segment holds, as far as retention asks.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Last">The number of its last sound record; one less than its first when it has none.</param>
/// <param name="LastHash">That record's hash.</param>
internal sealed record SegmentSurvey(SegmentName Segment, long Last, string LastHash)
{
    // The days of UTC that a clock that could be trusted said, in their order, each with its last number: what stands before is no younger.
    private readonly List<(DateTimeOffset Day, long Last)> _days = [];
    private readonly Dictionary<string, List<long>> _values = new(StringComparer.Ordinal);

    /// <summary>The names of the personal values in it.</summary>
    public IReadOnlyCollection<string> Fields => _values.Keys;

    /// <summary>Reads a segment, up to where the next of its epoch begins. What a clock said that is ahead of the present says nothing.</summary>
    public static SegmentSurvey Of(JournalDisk disk, SegmentName segment, long before, DateTimeOffset now)
    {
        var survey = new SegmentSurvey(segment, segment.First - 1, RecordHash.None.ToString());
        PersonalValues? personal = null;
        using var lines = new SegmentLines(disk.OpenRead(segment.ToString()));
        while (lines.TryRead(out var line))
        {
            try
            {
                if (JournalLine.IsPersonal(line.Span))
                {
                    personal = JournalLine.ReadPersonal(line);
                    continue;
                }

                var record = JournalLine.ReadRecord(line);
                if (record.Sequence >= before)
                {
                    break;
                }

                survey = survey with { Last = record.Sequence, LastHash = record.Hash.ToString() };
                survey.Take(record, personal, now);
            }
            catch (JournalLineException)
            {
                // Damaged: it stays as it is, and 'journal verify' names it.
            }

            personal = null;
        }

        return survey;
    }

    /// <summary>Whether something in it was written on that day of UTC or later, as far as a clock could tell.</summary>
    public bool Reaches(DateTimeOffset day) => _days.Exists(d => d.Day >= day);

    /// <summary>The last number that was surely written before a day of UTC; 0 when none was.</summary>
    public long LastBefore(DateTimeOffset day) => _days.TakeWhile(d => d.Day < day).Select(d => d.Last).DefaultIfEmpty(0).Last();

    /// <summary>The numbers up to one that still have a value of that name.</summary>
    public IEnumerable<long> With(string field, long to) => _values.GetValueOrDefault(field)?.Where(number => number <= to) ?? [];

    private void Take(JournalRecord record, PersonalValues? personal, DateTimeOffset now)
    {
        if (record.Clock.Synced && record.At <= now)
        {
            var day = new DateTimeOffset(record.At.UtcDateTime.Date, TimeSpan.Zero);
            if (_days is [.., var last] && last.Day == day)
            {
                _days[^1] = (day, record.Sequence);
            }
            else
            {
                _days.Add((day, record.Sequence));
            }
        }

        foreach (var field in personal?.Fields ?? [])
        {
            if (!_values.TryGetValue(field.Name, out var numbers))
            {
                _values[field.Name] = numbers = [];
            }

            numbers.Add(record.Sequence);
        }
    }
}
