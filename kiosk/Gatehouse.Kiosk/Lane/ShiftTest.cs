using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Journal;
using static Gatehouse.Kiosk.Maintenance.Wording;

namespace Gatehouse.Kiosk.Lane;

/// <summary>
/// Tries once a shift, by itself and without a person, whether the gate can still see: thermometer and what it sees while
/// nobody is there, distance, air, readers, light, relays and feedback, clock, and with its own record the journal and its disk. While it failed or is overdue the gate is blind.
/// </summary>
internal sealed class ShiftTest(LaneWork work, ThermometerTrust trust, DeviceHealth health)
{
    private const string Device = "selfTest";

    // Two samples are alike by chance once in twenty times, four once in several thousand.
    private const int Samples = 4;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    // Somebody may just be passing, or standing before the thermometer.
    private const int Looks = 20;

    // An arm that still turns is no relay that hangs.
    private const int LooksThatTell = 3;

    private long _passedAt = long.MinValue;

    private TimeSpan? Holds => work.Rules.Policy.SelfTestHours is { } hours ? TimeSpan.FromHours(hours) : null;

    /// <summary>Whether it is asked for and has not passed, or not lately enough.</summary>
    public bool IsBlind => Holds is { } holds
        && (Volatile.Read(ref _passedAt) is var at && (at == long.MinValue || work.Clocks.Lane.GetElapsedTime(at) > holds));

    /// <summary>Tries again and again until cancelled, well before the last time is too long ago.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (Holds is { } holds)
        {
            var passed = await TryAsync(cancellationToken);
            await (passed is false
                ? AfterFailureAsync(cancellationToken)
                : Task.Delay(passed is true ? holds * 0.9 : BetweenLooks, work.Clocks.Lane, cancellationToken));
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, work.Clocks.Lane, cancellationToken);
    }

    /// <summary>A while, or until the thermometer is believed again: whoever has just found it good need not wait.</summary>
    private async Task AfterFailureAsync(CancellationToken cancellationToken)
    {
        var (began, wasOut) = (work.Clocks.Lane.GetTimestamp(), work.Rules.Instrument.IsOutOfTolerance);
        while (work.Clocks.Lane.GetElapsedTime(began) < AfterFailure && work.Rules.Instrument.IsOutOfTolerance == wasOut)
        {
            await Task.Delay(BetweenLooks, work.Clocks.Lane, cancellationToken);
        }
    }

    /// <summary>Whether it passed; null when somebody was at the gate all the time, so that not everything could be looked at: what was known before holds as long as it does.</summary>
    private async Task<bool?> TryAsync(CancellationToken cancellationToken)
    {
        var steps = new List<SelfTestedStep>
        {
            await ThermometerAsync(cancellationToken),
            Clock(),
        };
        if (work.Devices.Distance is { } distance)
        {
            steps.Add(await DistanceAsync(distance, cancellationToken));
        }

        if (work.Rules.Policy.AsksForHumidity)
        {
            steps.Add(Health(AirWatch.Device));
        }

        steps.AddRange(work.Devices.Readers.Select(reader => Health(ReaderHealth.Device(reader.Direction))));
        SelfTestedStep?[] looked =
        [
            work.Rules.Target is { } target ? await TargetAsync(target, cancellationToken) : new("target", null),
            await AtRestAsync("light", () => true, () => Task.FromResult(work.Devices.Light.Problem()), cancellationToken),
            Health("turnstile") is { Problem: not null } known ? known : await AtRestAsync("turnstile", IsNobodyPassing, () => Task.FromResult(work.Devices.Turnstile.Problem()), cancellationToken),
        ];
        steps.AddRange(looked.OfType<SelfTestedStep>().Where(step => step.Device != "target" || work.Rules.Target is not null));

        // What does not work fails it, though not everything could be looked at.
        return looked.Contains(null) && steps.TrueForAll(step => step.Problem is null) ? null : await ConcludeAsync(steps);
    }

    private async Task<bool> ConcludeAsync(List<SelfTestedStep> steps)
    {
        var passed = steps.All(step => step.Problem is null);
        if (!await RecordAsync(new SelfTested(passed, steps)) || !passed)
        {
            health.Failed(Device, "failed", string.Join(" ", steps.Where(s => s.Problem is not null).Select(s => $"{s.Device}: {s.Problem}").DefaultIfEmpty("The journal does not take its record.")));
            Volatile.Write(ref _passedAt, long.MinValue);
            return false;
        }

        Volatile.Write(ref _passedAt, work.Clocks.Lane.GetTimestamp());
        health.Works(Device);
        return true;
    }

    private async Task<SelfTestedStep> ThermometerAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await trust.DifferenceAsync(cancellationToken) is not null)
            {
                return new(ThermometerTrust.Device, "It is not the one that was calibrated.");
            }

            var words = new HashSet<ushort>();
            for (var i = 0; i < Samples; i++)
            {
                var sample = await work.Devices.Thermometer.SampleAsync(cancellationToken);
                words.Add(sample.TargetWord);
                if (sample.Ambient.Degrees < work.Rules.Policy.AmbientFrom || sample.Ambient.Degrees > work.Rules.Policy.AmbientTo)
                {
                    return new(ThermometerTrust.Device, FormattableString.Invariant($"It stands in air of {sample.Ambient.Degrees:0.0} °C, outside the range in which it is trusted."));
                }
            }

            return words.Count == 1
                ? new(ThermometerTrust.Device, "It gives one and the same word.")
                : work.Rules.Instrument.IsOutOfTolerance
                ? new(ThermometerTrust.Device, "It is not to be believed: a check found it out of tolerance, something was done to it, or what is kept of it has gaps. Check it.")
                : new(ThermometerTrust.Device, null);
        }
        catch (ThermometerException e)
        {
            return new(ThermometerTrust.Device, e.Message);
        }
    }

    /// <summary>What the thermometer gives for a surface that is known, once nobody stands before it; null when somebody does all the time.</summary>
    private async Task<SelfTestedStep?> TargetAsync(ReferenceTarget target, CancellationToken cancellationToken)
    {
        const string Target = "target";
        try
        {
            return await AtRestAsync(
                Target,
                () => IsNobodyPassing() && work.Status.State == LaneState.Ready,
                async () =>
                {
                    var seen = 0.0;
                    for (var i = 0; i < Samples; i++)
                    {
                        var sample = await work.Devices.Thermometer.SampleAsync(cancellationToken);
                        seen += work.Rules.Instrument.Calibration.Skin(sample).Degrees / Samples;
                    }

                    return Math.Abs(seen - target.Temperature) <= target.Within
                        ? null
                        : Say($"The thermometer sees {seen:0.00} °C where the reference target is {target.Temperature:0.00} ± {target.Within:0.00} °C: look whether something stands before it, clean the lens, then check it against a black body.");
                },
                cancellationToken);
        }
        catch (ThermometerException e)
        {
            return new(Target, e.Message);
        }
    }

    private bool IsNobodyPassing() => work.Status.Open == 0;

    /// <summary>A problem that is there each time it is looked for, the last one that was seen; null when it could hardly be looked for.</summary>
    private async Task<SelfTestedStep?> AtRestAsync(string device, Func<bool> canLook, Func<Task<string?>> problem, CancellationToken cancellationToken)
    {
        SelfTestedStep? seen = null;
        var looked = 0;
        for (var look = 0; look < Looks; look++)
        {
            if (canLook())
            {
                looked++;
                seen = new(device, await problem());
                if (seen.Problem is null)
                {
                    return seen;
                }
            }

            await Task.Delay(BetweenLooks, work.Clocks.Lane, cancellationToken);
        }

        return looked >= LooksThatTell ? seen : null;
    }

    /// <summary>A clock that is kept and behind what was already done is wrong for certain. One that nobody keeps says nothing about the thermometer.</summary>
    private SelfTestedStep Clock() => new(
        "clock",
        work.Clocks.Known < work.Rules.Instrument.Calibration.At
            ? "It is behind the time at which the calibration in force was accepted: set it, or wait for the network's time."
            : null);

    private static async Task<SelfTestedStep> DistanceAsync(DistanceSensor distance, CancellationToken cancellationToken)
    {
        try
        {
            await distance.MeasureAsync(cancellationToken);
            return new("distance", null);
        }
        catch (DistanceException e)
        {
            return new("distance", e.Message);
        }
    }

    private SelfTestedStep Health(string device) => new(device, health.Problem(device));

    private async Task<bool> RecordAsync(SelfTested said)
    {
        try
        {
            await work.Journal.AppendAsync(JournalDraft.Of(RecordKind.SelfTest, said, ContractJson.Default.SelfTested), CancellationToken.None)
                .WaitAsync(work.Rules.Times.Journal, work.Clocks.Real, CancellationToken.None);
            return true;
        }
        catch (Exception e) when (e is JournalException or TimeoutException)
        {
            return false;
        }
    }
}
