using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Lane;

/// <summary>Waits for a face in the window and takes one burst of samples from it.</summary>
internal sealed class FaceMeasurement(LaneWork work, ThermometerTrust trust, AirWatch air, DeviceHealth health)
{
    public const string NoFace = "noFace";
    public const string MovedAway = "movedAway";
    public const string DistanceFault = "distanceFault";
    private const string Thermometer = ThermometerTrust.Device;
    private const string Distance = "distance";

    private readonly BurstTaker _burst = new(work.Devices.Thermometer, work.Rules.Instrument, work.Limit);
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

        if (air.NotMeasurable is { } bad)
        {
            return new(Nothing(bad), _clocks.Real.GetTimestamp(), Unmeasured: true);
        }

        var rejected = new Dictionary<string, int>(StringComparer.Ordinal);
        var (samples, isWhole) = await SampleAsync(rejected, cancellationToken);
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

    private Task<TakenBurst> SampleAsync(Dictionary<string, int> rejected, CancellationToken cancellationToken)
    {
        _asked = Thermometer;
        return _burst.TakeAsync(Refused, cancellationToken);

        void Refused(ThermometerException e)
        {
            var word = Word(e.Fault);
            rejected[word] = rejected.GetValueOrDefault(word) + 1;
            health.Failed(Thermometer, word, e.Message);
        }
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

    private async ValueTask<Reading> ReduceAsync(IReadOnlyList<ThermometerSample> samples, CancellationToken cancellationToken)
    {
        if (_burst.Frozen.IsFrozen)
        {
            health.Failed(Thermometer, "frozen", "The thermometer gives the same word again and again: switch its supply off and on, then replace it.");
            return Nothing(Burst.ThermometerFault);
        }

        if (_burst.Frozen.StoodStill(samples.Count))
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
        return _rules.Policy.IsInWindow(distance);
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
