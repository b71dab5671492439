using System.Text.Json;
using Gatehouse.Contract;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Journal;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Snapshots;

namespace Gatehouse.Kiosk.Replay;

/// <summary>Computes the verdicts of a journal again: by what was in force, or by something else.</summary>
public sealed class VerdictReplay
{
    private readonly Dictionary<string, Policy> _policies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CalibrationRecord> _calibrations = new(StringComparer.Ordinal);
    private readonly Dictionary<(MeasuringConditions, string, string), Instrument> _instruments = [];
    private readonly Dictionary<string, GateLimit> _limits = new(StringComparer.Ordinal);
    private readonly Erasures _erasures = new();
    private readonly List<PassageNotComputed> _notComputed = [];
    private readonly IReadOnlyList<KnownConditions> _kept;
    private int _damaged;

    // As the last start that was read says.
    private KnownConditions? _conditions;

    /// <summary>A replay by what a kiosk has kept.</summary>
    /// <param name="state">All policies and calibrations that were in force.</param>
    public VerdictReplay(KioskSnapshots state)
    {
        foreach (var policy in state.Policies.Load().Append(state.Policy.Load()))
        {
            _policies[policy.Revision] = policy;
        }

        foreach (var calibration in state.Calibrations.Load().Append(state.InForce()))
        {
            _calibrations[calibration.Id] = calibration;
        }

        _kept = Kept(state);
    }

    /// <summary>Where what is kept of them is damaged, the records that are still there say the same.</summary>
    private static IReadOnlyList<KnownConditions> Kept(KioskSnapshots state)
    {
        try
        {
            return state.Conditions.Load();
        }
        catch (SnapshotException)
        {
            return [];
        }
    }

    /// <summary>Another policy; null for the one that each was decided by.</summary>
    public Policy? By { get; init; }

    /// <summary>Another calibration in the place of one; null to leave each.</summary>
    public Func<CalibrationRecord, CalibrationRecord>? Under { get; init; }

    /// <summary>Only those who were measured by one thermometer; null for everybody.</summary>
    public string? Only { get; init; }

    /// <summary>The reason of those whose values were erased by a rule, as a record says: nothing is wrong with them.</summary>
    public const string Erased = "erased";

    private const string Lost = "values lost";
    private const string OutOfWindow = "outOfWindow";

    /// <summary>How many passages could not be computed again, by the reason, and how many lines were damaged.</summary>
    public IReadOnlyDictionary<string, int> Left
    {
        get
        {
            var left = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (var why in NotComputed.GroupBy(p => p.Why))
            {
                left[why.Key] = why.Count();
            }

            if (_damaged > 0)
            {
                left["damaged lines"] = _damaged;
            }

            return left;
        }
    }

    /// <summary>
    /// Which passages could not be computed again. Whose values were erased by a rule, and not lost, is known once all
    /// passages were read: the records that say so come after.
    /// </summary>
    public IEnumerable<PassageNotComputed> NotComputed =>
        _notComputed.Select(p => p.Why == Lost && _erasures.Covers(p.Epoch, p.Sequence, PersonalReadings.Name) ? p with { Why = Erased } : p);

    /// <summary>Every passage that was measured, in its order.</summary>
    /// <param name="disk">The journal.</param>
    /// <param name="since">Passages before are passed over; where the limit follows the crowd, they make the crowd.</param>
    public IEnumerable<ReplayedPassage> Run(JournalDisk disk, DateTimeOffset since)
    {
        var reader = new JournalReader(disk);
        foreach (var epoch in reader.Epochs())
        {
            foreach (var lines in reader.Read(epoch, 1))
            {
                if (Read(lines.Line) is { } record && Take(record, lines.Personal, since) is { } passage)
                {
                    yield return passage;
                }
            }
        }
    }

    private JournalRecord? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JournalLine.ReadRecord(line);
        }
        catch (JournalLineException)
        {
            // Where, is for 'journal verify' to tell.
            _damaged++;
            return null;
        }
    }

    private ReplayedPassage? Take(JournalRecord record, ReadOnlyMemory<byte> personal, DateTimeOffset since)
    {
        _erasures.Take(record);
        if (record.Kind == RecordKind.Started)
        {
            _conditions = record.Body.Deserialize(ContractJson.Default.KioskStarted)!.Budget is { } said ? new KnownConditions(record.Epoch, record.Sequence, said) : null;

            // A kiosk that starts knows no crowd.
            _limits.Clear();
        }

        var isBefore = record.At < since;
        if (record.Kind is not (RecordKind.Granted or RecordKind.Refused) || (isBefore && By is not { Crowd: not null } && Under is null)
            || record.Body.Deserialize(ContractJson.Default.PassageDecided) is not { Readings: > 0, Verdict: { } was } decided
            || (Only is not null && _calibrations.TryGetValue(decided.Calibration ?? "", out var by) && by.Serial != Only))
        {
            return null;
        }

        if (Readings(record, personal) is not { } recorded)
        {
            return Leave(Lost);
        }

        if (InstrumentOf(record, decided, out var why) is not { } instrument)
        {
            return Leave(why);
        }

        var readings = Again(record, decided, recorded, instrument);
        var verdict = Judge(decided, readings, instrument.Policy);
        LimitOf(instrument.Policy).Take(verdict, readings, decided.Person ?? "", record.At - DateTimeOffset.UnixEpoch);
        return isBefore ? null : new ReplayedPassage(record.At, record.Epoch, record.Sequence, decided.Person, was, verdict, Same(recorded, readings), recorded, readings);

        ReplayedPassage? Leave(string why)
        {
            if (!isBefore)
            {
                _notComputed.Add(new PassageNotComputed(record.At, record.Epoch, record.Sequence, decided.Person, was, why));
            }

            return null;
        }
    }

    private static IReadOnlyList<Reading>? Readings(JournalRecord record, ReadOnlyMemory<byte> personal)
    {
        if (personal.IsEmpty)
        {
            return null;
        }

        try
        {
            var values = JournalLine.ReadPersonal(personal);
            return values.BelongTo(record) && values.Fields.FirstOrDefault(f => f.Name == PersonalReadings.Name) is { Value.IsEmpty: false } field
                ? PersonalReadings.Read(field.Value)
                : null;
        }
        catch (Exception e) when (e is JournalLineException or JsonException)
        {
            return null;
        }
    }

    /// <summary>What it was measured with; null, and why, when that is not known any more.</summary>
    private Instrument? InstrumentOf(JournalRecord record, PassageDecided decided, out string why)
    {
        why = "";
        if (ConditionsOf(record) is not { } conditions || Mlx90614Variant.Named(conditions.Variant) is not { } variant)
        {
            why = "conditions unknown";
            return null;
        }

        if ((By ?? _policies.GetValueOrDefault(decided.Policy)) is not { } policy)
        {
            why = $"policy {decided.Policy} unknown";
            return null;
        }

        if (_calibrations.GetValueOrDefault(decided.Calibration ?? "") is not { } calibration)
        {
            why = $"calibration {decided.Calibration} unknown";
            return null;
        }

        var key = (conditions, policy.Revision, calibration.Id);
        if (!_instruments.TryGetValue(key, out var instrument))
        {
            instrument = new Instrument(variant, BudgetConditions.Of(conditions), policy, Under?.Invoke(calibration) ?? calibration);
            _instruments[key] = instrument;
        }

        return instrument;
    }

    /// <summary>The last that were told or kept before a record: the one that told them may be removed by now.</summary>
    private MeasuringConditions? ConditionsOf(JournalRecord record)
    {
        var kept = _kept.LastOrDefault(k => k.IsBefore(record.Epoch, record.Sequence));
        return kept is not null && (_conditions is null || !kept.IsBefore(_conditions.Epoch, _conditions.Sequence)) ? kept.Conditions : _conditions?.Conditions;
    }

    private GateLimit LimitOf(Policy policy)
    {
        if (!_limits.TryGetValue(policy.Revision, out var limit))
        {
            limit = new GateLimit(policy);
            _limits[policy.Revision] = limit;
        }

        return limit;
    }

    /// <summary>The readings from their words. By the policy of then a limit that followed the crowd is the recorded one, for nobody knows the crowd before the first record.</summary>
    private List<Reading> Again(JournalRecord record, PassageDecided decided, IReadOnlyList<Reading> recorded, Instrument instrument)
    {
        var limit = LimitOf(instrument.Policy);
        limit.Pass(record.At - DateTimeOffset.UnixEpoch);
        var isOfThen = By is null && Under is null && instrument.Policy.Crowd is not null;
        var readings = new List<Reading>(recorded.Count);
        foreach (var was in recorded)
        {
            if (was.NotMeasurable is { } why && !Burst.Says(why))
            {
                // Seen by other devices or by the watch over the thermometer: no arithmetic changes it.
                readings.Add(was);
                continue;
            }

            if (By is { } tried && was.Centimetres is { } centimetres && !tried.IsInWindow(centimetres))
            {
                readings.Add(new Reading(null, null, OutOfWindow, was.Samples) { Centimetres = centimetres });
                continue;
            }

            var now = instrument.Burst.Reduce(was.Samples, limit);
            readings.Add(isOfThen && was.Limit is { } then && now.Limit is not null ? now with { Limit = then } : now);
        }

        return readings;
    }

    /// <summary>The verdict after the last reading. Who then did not come back before the window was not measured, whatever was read before.</summary>
    private static Verdict Judge(PassageDecided decided, List<Reading> readings, Policy policy)
    {
        for (var i = 1; i <= readings.Count; i++)
        {
            if (Screener.Judge(readings[..i], policy) is var verdict && (verdict != Verdict.Remeasure || i == readings.Count))
            {
                return verdict == Verdict.Remeasure && decided.Verdict == PassageVerdict.NotMeasurable ? Verdict.NotMeasurable : verdict;
            }
        }

        return Verdict.NotMeasurable;
    }

    private static bool Same(IReadOnlyList<Reading> recorded, List<Reading> readings) =>
        recorded.Zip(readings).All(pair =>
            pair.First.Skin == pair.Second.Skin && pair.First.Uncertainty.Equals(pair.Second.Uncertainty)
            && pair.First.Limit.Equals(pair.Second.Limit) && pair.First.NotMeasurable == pair.Second.NotMeasurable);
}
