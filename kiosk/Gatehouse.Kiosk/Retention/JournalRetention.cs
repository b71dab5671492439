using Gatehouse.Contract;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Proof;

namespace Gatehouse.Kiosk.Retention;

/// <summary>
/// Erases personal values that are older than the rules allow, and removes old segments that the host holds. A record says
/// so first, so that what is missing afterwards is never taken for lost; what a power cut leaves undone is done at the next run.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="inForce">How long what is kept, asked at each run.</param>
/// <param name="acknowledged">Up to which number of an epoch the host holds everything; 0 when that is not known.</param>
public sealed class JournalRetention(SegmentJournal journal, Func<RetentionRules> inForce, Func<string, long> acknowledged)
{
    private readonly Dictionary<SegmentName, SegmentSurvey> _surveys = [];

    /// <summary>One run over the journal.</summary>
    /// <param name="now">The present, by a clock that can be trusted.</param>
    /// <param name="cancellationToken">Ends the run between two segments.</param>
    /// <exception cref="IOException">The disk refuses something; what was done is done, and the next run goes on.</exception>
    /// <exception cref="JournalException">A record of it could not be made durable; what it would have announced is not done.</exception>
    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rules = inForce();
        await EraseAsync(rules, now, cancellationToken);
        await RemoveAsync(rules, now, cancellationToken);
    }

    private async Task EraseAsync(RetentionRules rules, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // What goes, by epoch and rule: one record announces it.
        var goes = new SortedDictionary<(string Epoch, double Days), Erasure>();
        var old = OldSegments(RetentionRules.Before(now, Math.Min(rules.ValueDays, rules.NameDays)), now, cancellationToken);
        foreach (var survey in old)
        {
            foreach (var field in survey.Fields)
            {
                var days = rules.DaysOf(field);
                var before = RetentionRules.Before(now, days);
                if (survey.With(field, LastBefore(old, survey, before)).ToList() is not { Count: > 0 } numbers)
                {
                    continue;
                }

                var key = (survey.Segment.Epoch, days);
                goes.TryAdd(key, new Erasure(before));
                goes[key].Take(survey.Segment, field, numbers);
            }
        }

        foreach (var ((epoch, days), erasure) in goes)
        {
            var body = new ValuesErased(epoch, erasure.From, erasure.To, [.. erasure.Fields], erasure.Records.Count, erasure.Before, days, rules.Policy);
            await AnnounceAsync(JournalDraft.Of(RecordKind.Erased, body, ContractJson.Default.ValuesErased), cancellationToken);
        }

        foreach (var segment in goes.Values.SelectMany(erasure => erasure.Segments).Distinct().Order())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var here = goes.Where(g => g.Key.Epoch == segment.Epoch).Select(g => g.Value).ToList();
            new SegmentErasure(journal.Disk, (number, field) => here.Exists(erasure => erasure.Takes(number, field))).Rewrite(segment);
            _surveys.Remove(segment);
        }
    }

    /// <summary>Removes what is old and held by the host from an epoch's beginning; an epoch only after those before it.</summary>
    private async Task RemoveAsync(RetentionRules rules, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = RetentionRules.Before(now, rules.RecordDays);
        var old = OldSegments(before, now, cancellationToken);
        foreach (var epoch in old.GroupBy(survey => survey.Segment.Epoch))
        {
            var last = journal.Reader.Segments().Last(segment => segment.Epoch == epoch.Key);
            var held = acknowledged(epoch.Key);
            var goes = epoch.TakeWhile(survey =>
                survey.Last <= held && survey.Last >= survey.Segment.First && survey.Last <= LastBefore(old, survey, before)
                && (epoch.Key != journal.Head.Epoch || survey.Segment != last)).ToList();
            if (goes is [.., var end])
            {
                var body = new RecordsRemoved(epoch.Key, end.Last, end.LastHash, before, rules.RecordDays, rules.Policy);
                await AnnounceAsync(JournalDraft.Of(RecordKind.Removed, body, ContractJson.Default.RecordsRemoved), cancellationToken);
            }

            foreach (var survey in goes)
            {
                // The checkpoints first: without their segment nothing would remove them.
                var checkpoints = CheckpointFiles.Beside(survey.Segment);
                if (journal.Disk.List().Contains(checkpoints))
                {
                    journal.Disk.Delete(checkpoints);
                }

                journal.Disk.Delete(survey.Segment.ToString());
                _surveys.Remove(survey.Segment);
            }

            if (goes.Count == 0 || goes[^1].Segment != last)
            {
                return;
            }
        }
    }

    private async Task AnnounceAsync(JournalDraft draft, CancellationToken cancellationToken) =>
        await journal.AppendAsync(draft with { BeginsSegment = true }, cancellationToken);

    /// <summary>All segments from the oldest to the one in which a trusted clock first says a time that is not before the given one.</summary>
    private List<SegmentSurvey> OldSegments(DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = new List<SegmentSurvey>();
        var segments = journal.Reader.Segments();
        for (var i = 0; i < segments.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = i + 1 < segments.Count && segments[i + 1].Epoch == segments[i].Epoch ? segments[i + 1].First : long.MaxValue;
            if (!_surveys.TryGetValue(segments[i], out var survey))
            {
                survey = SegmentSurvey.Of(journal.Disk, segments[i], next, now);
                if (i + 1 < segments.Count)
                {
                    // Of a closed segment nothing changes but by a run of this.
                    _surveys[segments[i]] = survey;
                }
            }

            found.Add(survey);
            if (survey.Reaches(before))
            {
                break;
            }
        }

        return found;
    }

    /// <summary>The last number in a segment that was surely written before a time: by its own clock, or because a later segment's says so.</summary>
    private static long LastBefore(List<SegmentSurvey> all, SegmentSurvey survey, DateTimeOffset before)
    {
        if (survey.Reaches(before))
        {
            return survey.LastBefore(before);
        }

        foreach (var later in all.SkipWhile(s => s != survey).Skip(1))
        {
            if (later.LastBefore(before) > 0)
            {
                return survey.Last;
            }

            if (later.Reaches(before))
            {
                break;
            }
        }

        return survey.LastBefore(before);
    }

    private sealed class Erasure(DateTimeOffset before)
    {
        public DateTimeOffset Before => before;

        public SortedSet<string> Fields { get; } = new(StringComparer.Ordinal);

        public HashSet<long> Records { get; } = [];

        public SortedSet<SegmentName> Segments { get; } = [];

        public long From { get; private set; } = long.MaxValue;

        public long To { get; private set; }

        public void Take(SegmentName segment, string field, List<long> numbers)
        {
            Segments.Add(segment);
            Fields.Add(field);
            Records.UnionWith(numbers);
            From = Math.Min(From, numbers[0]);
            To = Math.Max(To, numbers[^1]);
        }

        public bool Takes(long number, string? field) => From <= number && number <= To && (field is null || Fields.Contains(field));
    }
}
