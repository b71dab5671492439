using System.Diagnostics.CodeAnalysis;
using Gatehouse.Hardware.Air;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.Calibration;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Screening;
using Gatehouse.Kiosk.Wiring;
using static Gatehouse.Kiosk.Maintenance.Wording;

namespace Gatehouse.Kiosk.App.SelfTest;

/// <summary>Tries each device of a gate, with a person who looks and does, or alone as far as that goes.</summary>
/// <param name="plan">How they are wired.</param>
/// <param name="drivers">Opens them.</param>
/// <param name="tester">The person; null when nobody is there.</param>
/// <param name="time">Measures patience.</param>
[SuppressMessage("Reliability", "CA2000", Justification = "The drivers own what they open.")]
internal sealed class DeviceTests(WiringPlan plan, GateDevices drivers, Tester? tester, TimeProvider time)
{
    // A lost reader is reported within 2 s.
    private static readonly TimeSpan ReaderAnswers = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PersonActs = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ToneLasts = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ContactsSettle = TimeSpan.FromMilliseconds(200);

    // A sound thermometer gives two equal words once in twenty times, and four in a row hardly ever.
    private const int MostSamples = 4;

    // What a thermometer inside a housing may be; outside of it the instrument or its supply is at fault.
    private const double ColdestInside = -20;
    private const double HottestInside = 60;

    /// <summary>The thermometer answers soundly, and is the commissioned one.</summary>
    /// <param name="commissioned">What was commissioned; null when nothing was.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SelfTestStep> ThermometerAsync(CalibrationRecord? commissioned, CancellationToken cancellationToken)
    {
        const string Device = "thermometer";
        try
        {
            var thermometer = drivers.Thermometer(plan.Thermometer);
            var identity = await thermometer.IdentifyAsync(cancellationToken);
            var watch = new FrozenWatch();
            ThermometerSample sample = default;
            for (var i = 0; i < 2 || (i < MostSamples && !watch.Moves); i++)
            {
                sample = await thermometer.SampleAsync(cancellationToken);
                watch.See(sample);
            }

            var seen = Say($"{identity.Serial:X16} sees {sample.Target.Degrees:0.00} °C, is itself at {sample.Ambient.Degrees:0.00} °C");
            return sample.Ambient.Degrees is < ColdestInside or > HottestInside
                ? SelfTestStep.Failed(Device, $"{seen}: that cannot be; check its supply.")
                : !watch.Moves ? SelfTestStep.Failed(Device, $"{seen}, and gives this same word each time: it stands still. Switch its supply off and on, then replace it.")
                : commissioned is null ? SelfTestStep.Failed(Device, $"{seen}, but none is commissioned yet: gatehouse-kiosk commission.")
                : commissioned.Difference(identity) is { } difference ? SelfTestStep.Failed(Device, $"{seen}, but is not as it was commissioned ({difference}): commission it anew.")
                : SelfTestStep.Ok(Device, $"{seen}; how true and how steady that is, is not seen alone");
        }
        catch (ThermometerException e)
        {
            return SelfTestStep.Failed(Device, e.Message);
        }
    }

    /// <summary>The distance sensor answers, and sees a hand.</summary>
    public async Task<SelfTestStep> DistanceAsync(CancellationToken cancellationToken)
    {
        const string Device = "distance";
        if (plan.Distance is null)
        {
            return SelfTestStep.Skipped(Device, "none is fitted");
        }

        try
        {
            var sensor = drivers.Distance(plan.Distance);
            if (tester is not null)
            {
                await tester.TellAsync("Hold a hand 10 to 20 cm before the distance sensor.");
            }

            var began = time.GetTimestamp();
            var distance = await sensor.MeasureAsync(cancellationToken);
            while (tester is not null && distance is not (>= 5 and <= 30) && time.GetElapsedTime(began) < PersonActs)
            {
                await Task.Delay(ContactsSettle, time, cancellationToken);
                distance = await sensor.MeasureAsync(cancellationToken);
            }

            var seen = distance is { } centimetres ? Say($"{centimetres:0.0} cm") : tester is null ? "nothing in range; whether it sees a hand is not seen alone" : "nothing in range";
            return tester is null || distance is >= 5 and <= 30
                ? SelfTestStep.Ok(Device, seen)
                : SelfTestStep.Failed(Device, $"{seen} where a hand should be: check that it looks where the thermometer looks.");
        }
        catch (DistanceException e)
        {
            return SelfTestStep.Failed(Device, e.Message);
        }
    }

    /// <summary>The air sensor answers, and gives what air can be.</summary>
    public async Task<SelfTestStep> AirAsync(CancellationToken cancellationToken)
    {
        const string Device = "air";
        if (plan.Air is null)
        {
            return SelfTestStep.Skipped(Device, "none is fitted");
        }

        try
        {
            var air = await drivers.Air(plan.Air).MeasureAsync(cancellationToken);
            return SelfTestStep.Ok(Device, Say($"{air.Temperature.Degrees:0.0} °C, {air.Humidity:0} % relative humidity"));
        }
        catch (AirException e)
        {
            return SelfTestStep.Failed(Device, e.Message);
        }
    }

    /// <summary>A reader answers, and reads a badge.</summary>
    public async Task<SelfTestStep> ReaderAsync(ReaderWiring wiring, CancellationToken cancellationToken)
    {
        var device = WiringSheet.Name(wiring);
        var reader = drivers.Reader(wiring);
        if (tester is not null)
        {
            await tester.TellAsync($"Hold a badge to the {device}.");
        }

        using var patience = new CancellationTokenSource(tester is null ? ReaderAnswers : PersonActs, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        ReaderFailed? failed = null;
        try
        {
            await foreach (var reported in reader.ReadAsync(either.Token))
            {
                switch (reported)
                {
                    case BadgeRead when failed is not null:
                        // It reads on with an open housing or a failing supply.
                        return SelfTestStep.Failed(device, failed.Message);
                    case BadgeRead read:
                        return SelfTestStep.Ok(device, $"read a badge of the format {read.Badge.Format}");
                    case ReaderFailed wrong:
                        failed = wrong;
                        break;
                    case ReaderRecovered:
                        failed = null;
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Seen enough.
        }

        return failed is not null ? SelfTestStep.Failed(device, failed.Message)
            : tester is null && Discarded(reader) is { Length: > 0 } discarded
                ? SelfTestStep.Failed(device, $"something comes, but not soundly{discarded}. {ToSee(device)}")
            : tester is null ? SilentlyWell(device, wiring)
            : SelfTestStep.Failed(device, Discarded(reader) is { Length: > 0 } spoilt ? $"no badge was read{spoilt}. {ToSee(device)}" : $"no badge was read: check its cable and its supply. {ToSee(device)}");
    }

    /// <summary>Each lamp lights, alone.</summary>
    public async Task<SelfTestStep> LightAsync(CancellationToken cancellationToken)
    {
        const string Device = "light";
        var light = drivers.Light(plan.Light);
        if (tester is null)
        {
            return SelfTestStep.Skipped(Device, "somebody must look at it");
        }

        foreach (var (signal, lamps) in new[] { (Signal.Go, "the green lamp"), (Signal.Ready, "the amber lamp"), (Signal.StepAside, "the red lamp") })
        {
            light.Show(signal);
            if (!await tester.ConfirmAsync($"Is {lamps} lit, and no other?", cancellationToken))
            {
                light.Show(Signal.OutOfService);
                return SelfTestStep.Failed(Device, $"not {lamps}: check its wire and the order of the three.");
            }
        }

        light.Show(Signal.OutOfService);
        return SelfTestStep.Ok(Device, "green, amber, red");
    }

    /// <summary>The buzzer sounds.</summary>
    public async Task<SelfTestStep> BuzzerAsync(CancellationToken cancellationToken)
    {
        const string Device = "buzzer";
        var buzzer = drivers.Buzzer(plan.Buzzer);
        if (tester is null)
        {
            return SelfTestStep.Skipped(Device, "somebody must listen");
        }

        buzzer.Sound(Tone.Alarm);
        await Task.Delay(ToneLasts, time, cancellationToken);
        return await tester.ConfirmAsync("Did the buzzer sound five times?", cancellationToken)
            ? SelfTestStep.Ok(Device, "heard")
            : SelfTestStep.Failed(Device, "not heard: check its wires and that it is an active buzzer.");
    }

    /// <summary>The contacts are as they are when all is well, and each one tells when somebody works it.</summary>
    public Task<SelfTestStep> InputsAsync(CancellationToken cancellationToken) =>
        new ContactTests(plan.Inputs, drivers.Inputs(plan.Inputs), tester, time).RunAsync(cancellationToken);

    /// <summary>Each way is released, and its feedback tells the turn.</summary>
    public async Task<SelfTestStep> TurnstileAsync(CancellationToken cancellationToken)
    {
        const string Device = "turnstile";
        if (tester is null)
        {
            return SelfTestStep.Skipped(Device, "somebody must walk through; an arm that sticks, a relay and a feedback contact are not seen alone");
        }

        var turnstile = drivers.Turnstile(plan.Turnstile);
        foreach (var (direction, release) in new[] { (Direction.In, plan.Turnstile.ReleaseIn), (Direction.Out, plan.Turnstile.ReleaseOut) })
        {
            if (release is null)
            {
                continue;
            }

            var way = direction == Direction.In ? "in" : "out";
            await tester.TellAsync($"Walk {way} through the turnstile.");
            var turned = await TurnAsync(turnstile, direction, cancellationToken);
            if (turned is null)
            {
                return SelfTestStep.Failed(Device, $"released {way}, and no turn was told: check the relay, the arm and the contact of that way.");
            }

            if (turned != direction)
            {
                return SelfTestStep.Failed(Device, $"released {way} and turned the other way: exchange its relays, or its contacts.");
            }
        }

        return SelfTestStep.Ok(Device, "released and told its turns");
    }

    private async Task<Direction?> TurnAsync(Turnstile turnstile, Direction direction, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(PersonActs, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var released = false;
        try
        {
            var turns = turnstile.TurnsAsync(either.Token).GetAsyncEnumerator(either.Token);
            await using (turns)
            {
                var turn = turns.MoveNextAsync();
                turnstile.Release(direction);
                released = true;
                return await turn ? turns.Current.Direction : null;
            }
        }
        catch (OperationCanceledException) when (released && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static SelfTestStep SilentlyWell(string device, ReaderWiring wiring) => wiring is WiegandWiring
        ? SelfTestStep.Skipped(device, "a Wiegand reader says nothing without a badge; whether it is there is not seen alone")
        : SelfTestStep.Ok(device, "answers");

    private static string ToSee(string device) => $"What comes over the wires is seen with gatehouse-kiosk watch '{device}'.";

    private static string Discarded(BadgeReader reader) =>
        string.Concat(reader.Discarded.Where(d => d.Value > 0).Select(d => Say($"; {d.Value} discarded for {d.Key}: {DiscardAdvice.Of(d.Key)}")));
}
