using System.Runtime.InteropServices;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Lane;

/// <summary>Waits for a face in the window and takes one burst of samples from it.</summary>
internal sealed class FaceMeasurement(LaneWork work, ThermometerTrust trust, DeviceHealth health)
{
    public const string NoFace = "noFace";
    public const string MovedAway = "movedAway";

    /// <summary>How many samples of a burst may fail and are taken anew: a disturbed line is one thing, a thermometer that fails again another.</summary>
    public const int Retakes = 1;

    public const string DistanceFault = "distanceFault";
    private const string Thermometer = ThermometerTrust.Device;
    private const string Distance = "distance";

    // Two samples that agree are a face; one may be a disturbance.
    private const int FewestSamples = 2;

    private readonly FrozenWatch _frozen = new();
    private readonly LaneDevices _devices = work.Devices;
    private readonly LaneRules _rules = work.Rules;
    private readonly LaneClocks _clocks = work.Clocks;
    private double? _centimetres;
    private volatile string _asked = Thermometer;

    /// <summary>The device asked last: the one to blame when no reading comes.</summary>
    public string Asked => _asked;

    /// <summary>One reading; it never throws for what a person may do or a device's contract foresees.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<FaceReading> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(cancellationToken);
        }
        catch (DistanceException e)
        {
            health.Failed(Distance, Word(e.Fault), e.Message);
            return new(Nothing(DistanceFault), _clocks.Real.GetTimestamp());
        }
    }

    private async Task<FaceReading> LookAsync(CancellationToken cancellationToken)
    {
        if (!await FaceComesAsync(cancellationToken))
        {
            return new(Nothing(NoFace), _clocks.Real.GetTimestamp(), Unmeasured: true);
        }

        var samples = new List<ThermometerSample>(_rules.Policy.Samples);
        var rejected = new Dictionary<string, int>(StringComparer.Ordinal);
        var isWhole = await SampleAsync(samples, rejected, cancellationToken);
        var inHandAt = _clocks.Real.GetTimestamp();
        var why = isWhole ? await DifferenceAsync(cancellationToken) : Burst.ThermometerFault;
        if (why is not null and not Burst.ThermometerFault)
        {
            // Another thermometer took them: they are no reading, and to ask back would change nothing.
            return new(Nothing(why), inHandAt, Unmeasured: true);
        }

        var reading = why is null ? await ReduceAsync(samples, cancellationToken) : Nothing(why) with { Samples = samples };
        return new(reading with { Centimetres = _centimetres, Rejected = rejected.Count > 0 ? rejected : null }, inHandAt);
    }

    /// <summary>Takes samples until they settle the verdict or the burst is full.</summary>
    /// <returns>False when the thermometer does not give them.</returns>
    private async Task<bool> SampleAsync(List<ThermometerSample> samples, Dictionary<string, int> rejected, CancellationToken cancellationToken)
    {
        _asked = Thermometer;
        for (var attempts = 0; attempts - samples.Count <= Retakes; attempts++)
        {
            try
            {
                var sample = await _devices.Thermometer.SampleAsync(cancellationToken);
                samples.Add(sample);
                _frozen.See(sample);
                if (samples.Count == _rules.Policy.Samples || IsSettled(samples))
                {
                    return true;
                }
            }
            catch (ThermometerException e)
            {
                var word = Word(e.Fault);
                rejected[word] = rejected.GetValueOrDefault(word) + 1;
                health.Failed(Thermometer, word, e.Message);
            }
        }

        return false;
    }

    /// <summary>Whether more samples would keep somebody standing there for nothing. They may show that a thermometer stands still.</summary>
    private bool IsSettled(List<ThermometerSample> samples)
    {
        if (samples.Count < FewestSamples || !_frozen.Moves)
        {
            return false;
        }

        var look = _rules.Instrument.Burst.Look(CollectionsMarshal.AsSpan(samples));
        return Screener.Alone(look, work.Limit.At(new Celsius(look.Ambient)), _rules.Policy) is not null;
    }

    /// <summary>Why the thermometer that gave the samples may not be believed, in a word; null when it is the one of this gate.</summary>
    private async Task<string?> DifferenceAsync(CancellationToken cancellationToken)
    {
        try
        {
            // After the samples, for it moves the bus, and a sample needs that quiet.
            return await trust.DifferenceAsync(cancellationToken);
        }
        catch (ThermometerException e)
        {
            health.Failed(Thermometer, Word(e.Fault), e.Message);
            return Burst.ThermometerFault;
        }
    }

    private async ValueTask<Reading> ReduceAsync(List<ThermometerSample> samples, CancellationToken cancellationToken)
    {
        if (_frozen.IsFrozen)
        {
            health.Failed(Thermometer, "frozen", "The thermometer gives the same word again and again: switch its supply off and on, then replace it.");
            return Nothing(Burst.ThermometerFault);
        }

        if (_frozen.StoodStill(samples.Count))
        {
            return Nothing(Burst.StoodStill) with { Samples = samples };
        }

        health.Works(Thermometer);
        return await IsInWindowAsync(cancellationToken)
            ? _rules.Instrument.Burst.Reduce(samples, work.Limit)
            : Nothing(MovedAway) with { Samples = samples };
    }

    private async Task<bool> FaceComesAsync(CancellationToken cancellationToken)
    {
        var began = _clocks.Lane.GetTimestamp();
        while (!await IsInWindowAsync(cancellationToken))
        {
            if (_clocks.Lane.GetElapsedTime(began) >= _rules.Times.Approach)
            {
                return false;
            }

            await Task.Delay(_rules.Times.Look, _clocks.Lane, cancellationToken);
        }

        return true;
    }

    private async ValueTask<bool> IsInWindowAsync(CancellationToken cancellationToken)
    {
        if (_devices.Distance is null)
        {
            return true;
        }

        _asked = Distance;
        var distance = await _devices.Distance.MeasureAsync(cancellationToken);
        health.Works(Distance);
        _centimetres = distance;
        return distance >= _rules.Policy.NearestCentimetres && distance <= _rules.Policy.FarthestCentimetres;
    }

    private static Reading Nothing(string why) => new(null, null, why, []);

    private static string Word(Hardware.Gate.DistanceFault fault) => fault == Hardware.Gate.DistanceFault.NoAnswer ? "noAnswer" : "unsound";

    public static string Word(ThermometerFault fault) => fault switch
    {
        ThermometerFault.NoAnswer => "noAnswer",
        ThermometerFault.BusStuck => "busStuck",
        ThermometerFault.BadCheck => "badCheck",
        ThermometerFault.ErrorFlag => "errorFlag",
        _ => "outOfRange",
    };
}
