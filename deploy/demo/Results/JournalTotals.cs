using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Demo.Crowd;
using Gatehouse.Demo.Services;
using Gatehouse.Kiosk.Journal;

namespace Gatehouse.Demo.Results;

/// <summary>Adds up what the kiosks' journals say.</summary>
internal sealed class JournalTotals
{
    private const double Febrile = 38.0;
    private const double Afebrile = 37.5;

    private readonly Dictionary<string, (bool Granted, PassageDecided Of)> _decided = new(StringComparer.Ordinal);
    private readonly List<PassageClosed> _closed = [];
    private bool _whole = true;

    /// <summary>Records in all journals.</summary>
    public long Records { get; private set; }

    /// <summary>Reads and verifies one journal.</summary>
    public void Add(string folder)
    {
        using var disk = FolderDisk.OpenReadOnly(folder);
        var report = JournalVerifier.Verify(disk);
        _whole &= report.Whole;
        var reader = new JournalReader(disk);
        foreach (var epoch in reader.Epochs())
        {
            foreach (var lines in reader.Read(epoch, 1))
            {
                try
                {
                    Take(JournalLine.ReadRecord(lines.Line));
                    Records++;
                }
                catch (JournalLineException)
                {
                    // A damaged line is no record; the verification has said that there is one.
                }
            }
        }
    }

    /// <summary>The totals beside what the host holds.</summary>
    public DemoResult Result(HostSummary? host, Visits visits)
    {
        var decisions = _decided.Values.Select(d => d.Of).ToList();
        var refused = _decided.Values.Where(d => !d.Granted).Select(d => d.Of).ToList();

        // The way out opens before it is recorded: its work is another figure and would flatter this one.
        var admitted = _closed.Where(c => c.WorkMilliseconds is not null && _decided.TryGetValue(c.Passage, out var d) && d.Of.Direction == "in").ToList();
        var work = admitted.Select(c => c.WorkMilliseconds!.Value).ToList();
        var result = new DemoResult
        {
            Passages = decisions.Count,
            Admitted = decisions.Count - refused.Count,
            Remeasured = decisions.Count(d => d.Readings > 1),
            Referred = refused.Count(d => d.Verdict == "refer"),
            NotMeasurable = refused.Count(d => d.Verdict == "notMeasurable"),
            // Also whoever was clear and not let in, because the journal was slow.
            Denied = refused.Count(d => d.Verdict is not ("refer" or "notMeasurable")),
            JournalRecords = Records,
            HostRecords = host?.Records ?? 0,
            Gaps = host?.Gaps ?? 0,
            Chain = !_whole || host is { Chain: not "verified" } ? DemoResult.Broken
                : host is null ? DemoResult.Unknown
                : DemoResult.Whole,
            P50Milliseconds = Percentile.Of(work, 0.50),
            P99Milliseconds = Percentile.Of(work, 0.99),
            WaitMilliseconds = Percentile.Of(admitted.Select(c => c.WaitMilliseconds ?? 0), 0.50),
        };
        return visits.IsReplay ? WithTruth(result, visits) : result;
    }

    private DemoResult WithTruth(DemoResult result, Visits visits)
    {
        // Whoever is not on the roster is no subject.
        var referred = _decided.Values.Where(d => d.Of.Verdict == "refer").Select(d => d.Of.Person).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var seen = _decided.Values.Select(d => d.Of.Person).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var febrile = visits.Subjects.Where(s => seen.Contains(s.Key) && s.Value >= Febrile).ToList();
        var afebrile = visits.Subjects.Where(s => seen.Contains(s.Key) && s.Value < Afebrile).ToList();
        return result with
        {
            Subjects = seen.Count,
            Febrile38 = febrile.Count,
            Febrile38Referred = febrile.Count(s => referred.Contains(s.Key)),
            Afebrile = afebrile.Count,
            AfebrileReferred = afebrile.Count(s => referred.Contains(s.Key)),
        };
    }

    private void Take(JournalRecord record)
    {
        if (record.Kind is RecordKind.Granted or RecordKind.Refused)
        {
            var decided = record.Body.Deserialize(ContractJson.Default.PassageDecided)!;
            _decided[decided.Passage] = (record.Kind == RecordKind.Granted, decided);
        }
        else if (record.Kind == RecordKind.Closed)
        {
            _closed.Add(record.Body.Deserialize(ContractJson.Default.PassageClosed)!);
        }
    }
}
