using System.Runtime.InteropServices;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Screening;

/// <summary>Takes bursts of samples, each no longer than settles the verdict.</summary>
/// <param name="thermometer">Gives the samples.</param>
/// <param name="instrument">What they are worth.</param>
/// <param name="limit">The limit in force.</param>
public sealed class BurstTaker(Thermometer thermometer, Instrument instrument, GateLimit limit)
{
    /// <summary>How many samples of a burst may fail and are taken anew: a disturbed line is one thing, a thermometer that fails again another.</summary>
    public const int Retakes = 1;

    // Two samples that agree are a face; one may be a disturbance.
    private const int FewestSamples = 2;

    /// <summary>Has seen every sample.</summary>
    public FrozenWatch Frozen { get; } = new();

    /// <summary>Takes samples until they settle the verdict or the burst is full.</summary>
    /// <param name="failed">Called for each that fails.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<TakenBurst> TakeAsync(Action<ThermometerException> failed, CancellationToken cancellationToken)
    {
        var samples = new List<ThermometerSample>(instrument.Policy.Samples);
        for (var attempts = 0; attempts - samples.Count <= Retakes; attempts++)
        {
            try
            {
                var sample = await thermometer.SampleAsync(cancellationToken);
                samples.Add(sample);
                Frozen.See(sample);
                if (samples.Count == instrument.Policy.Samples || IsSettled(samples))
                {
                    return new(samples, IsWhole: true);
                }
            }
            catch (ThermometerException e)
            {
                failed(e);
            }
        }

        return new(samples, IsWhole: false);
    }

    /// <summary>Whether more samples would keep somebody standing there for nothing. They may show that a thermometer stands still.</summary>
    private bool IsSettled(List<ThermometerSample> samples)
    {
        if (samples.Count < FewestSamples || !Frozen.Moves)
        {
            return false;
        }

        var look = instrument.Burst.Look(CollectionsMarshal.AsSpan(samples));
        return Screener.Alone(look, limit.At(new Celsius(look.Ambient)), instrument.Policy) is not null;
    }
}
