using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Screening;

namespace Gatehouse.Kiosk.Lane;

/// <summary>Waits for a face in the window and takes one burst of samples from it.</summary>
internal sealed class FaceMeasurement(LaneDevices devices, LaneRules rules, LaneClocks clocks, ThermometerTrust trust, DeviceHealth health)
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
    private readonly Burst _burst = new(rules.Commissioning, rules.Budget, rules.Policy);
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
            return new(Nothing(DistanceFault), clocks.Real.GetTimestamp());
        }
    }

    private async Task<FaceReading> LookAsync(CancellationToken cancellationToken)
    {
        if (!await FaceComesAsync(cancellationToken))
        {
            return new(Nothing(NoFace), clocks.Real.GetTimestamp(), Unmeasured: true);
        }

        var samples = new List<ThermometerSample>(rules.Policy.Samples);
        var isWhole = await SampleAsync(samples, cancellationToken);
        var inHandAt = clocks.Real.GetTimestamp();
        var why = isWhole ? await DifferenceAsync(cancellationToken) : Burst.ThermometerFault;
        return why switch
        {
            null => new(await ReduceAsync(samples, cancellationToken), inHandAt),
            Burst.ThermometerFault => new(Nothing(why) with { Samples = samples }, inHandAt),
            // Another thermometer took them: they are no reading, and to ask back would change nothing.
            _ => new(Nothing(why), inHandAt, Unmeasured: true),
        };
    }

    /// <summary>Takes samples until they settle the verdict or the burst is full.</summary>
    /// <returns>False when the thermometer does not give them.</returns>
    private async Task<bool> SampleAsync(List<ThermometerSample> samples, CancellationToken cancellationToken)
    {
        _asked = Thermometer;
        for (var attempts = 0; attempts - samples.Count <= Retakes; attempts++)
        {
            try
            {
                var sample = await devices.Thermometer.SampleAsync(cancellationToken);
                samples.Add(sample);
                _frozen.See(sample);
                if (samples.Count == rules.Policy.Samples || IsSettled(samples))
                {
                    return true;
                }
            }
            catch (ThermometerException e)
            {
                health.Failed(Thermometer, Word(e.Fault), e.Message);
            }
        }

        return false;
    }

    /// <summary>Whether more samples would keep somebody standing there for nothing. They may show that a thermometer stands still.</summary>
    private bool IsSettled(List<ThermometerSample> samples) =>
        samples.Count >= FewestSamples && _frozen.Moves && Screener.Alone(_burst.Reduce(samples), rules.Policy) is not null;

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
            ? _burst.Reduce(samples)
            : Nothing(MovedAway) with { Samples = samples };
    }

    private async Task<bool> FaceComesAsync(CancellationToken cancellationToken)
    {
        var began = clocks.Lane.GetTimestamp();
        while (!await IsInWindowAsync(cancellationToken))
        {
            if (clocks.Lane.GetElapsedTime(began) >= rules.Times.Approach)
            {
                return false;
            }

            await Task.Delay(rules.Times.Look, clocks.Lane, cancellationToken);
        }

        return true;
    }

    private async ValueTask<bool> IsInWindowAsync(CancellationToken cancellationToken)
    {
        if (devices.Distance is null)
        {
            return true;
        }

        _asked = Distance;
        var distance = await devices.Distance.MeasureAsync(cancellationToken);
        health.Works(Distance);
        return distance >= rules.Policy.NearestCentimetres && distance <= rules.Policy.FarthestCentimetres;
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
