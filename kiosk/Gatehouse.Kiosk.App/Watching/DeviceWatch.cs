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

namespace Gatehouse.Kiosk.App.Watching;

/// <summary>Asks one device again and again and tells what it says.</summary>
/// <param name="plan">How it is wired.</param>
/// <param name="commissioned">The thermometer that was put into this gate; null when none was.</param>
/// <param name="drivers">Opens it.</param>
/// <param name="say">Is told each thing: its kind and its words.</param>
/// <param name="time">Paces the asking.</param>
[SuppressMessage("Reliability", "CA2000", Justification = "The drivers own what they open.")]
internal sealed class DeviceWatch(WiringPlan plan, CalibrationRecord? commissioned, GateDevices drivers, Action<string, string> say, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>The devices of a configuration that can be watched.</summary>
    public static IEnumerable<string> Devices(WiringPlan plan) =>
    [
        "thermometer",
        .. plan.Readers.Select(WiringSheet.Name),
        .. plan.Distance is null ? Array.Empty<string>() : ["distance"],
        .. plan.Air is null ? Array.Empty<string>() : ["air"],
        "inputs",
        "turnstile",
    ];

    /// <summary>Watches until cancelled.</summary>
    public Task RunAsync(string device, CancellationToken cancellationToken) => device switch
    {
        "thermometer" => ThermometerAsync(drivers.Thermometer(plan.Thermometer), cancellationToken),
        "distance" => DistanceAsync(drivers.Distance(plan.Distance!), cancellationToken),
        "air" => AirAsync(drivers.Air(plan.Air!), cancellationToken),
        "inputs" => InputsAsync(drivers.Inputs(plan.Inputs), cancellationToken),
        "turnstile" => TurnsAsync(drivers.Turnstile(plan.Turnstile), cancellationToken),
        _ => ReaderAsync(plan.Readers.First(reader => WiringSheet.Name(reader) == device), cancellationToken),
    };

    private async Task ThermometerAsync(Thermometer thermometer, CancellationToken cancellationToken)
    {
        var asked = false;
        var words = new FrozenWatch();
        while (true)
        {
            try
            {
                if (!asked)
                {
                    Introduce(await thermometer.IdentifyAsync(cancellationToken));
                    asked = true;
                }

                var sample = await thermometer.SampleAsync(cancellationToken);
                words.See(sample);
                say("sample", Say(
                    $"target 0x{sample.TargetWord:X4} {sample.Target.Degrees,6:0.00} °C   itself 0x{sample.AmbientWord:X4} {sample.Ambient.Degrees,6:0.00} °C"));
                if (words.StoodStill(samples: 1))
                {
                    say("fault", "It gives this same word each time: it stands still. Switch its supply off and on; replace it if this stays.");
                }
            }
            catch (ThermometerException e)
            {
                say("fault", e.Message);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private void Introduce(ThermometerIdentity identity)
    {
        say("identity", Say($"It is the thermometer {identity.Serial:X16}. Whether what it reads is true, 'gatehouse-kiosk check' and a black body say."));
        if (commissioned?.Difference(identity) is { } difference)
        {
            say("fault", $"It is not as it was commissioned ({difference}): put the commissioned one back, or commission this one.");
        }
    }

    private async Task DistanceAsync(DistanceSensor sensor, CancellationToken cancellationToken)
    {
        say("hint", "Hold a hand 10 to 20 cm before it. Nothing in range with a hand there: check where it looks and what lies on it; thick cloth gives no echo.");
        while (true)
        {
            try
            {
                var distance = await sensor.MeasureAsync(cancellationToken);
                say("sample", distance is { } centimetres ? Say($"{centimetres,6:0.0} cm") : "nothing in range");
            }
            catch (DistanceException e)
            {
                say("fault", e.Message);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task AirAsync(AirSensor sensor, CancellationToken cancellationToken)
    {
        say("hint", "Breathe on it: the humidity rises at once, and falls again within a minute.");
        while (true)
        {
            try
            {
                var air = await sensor.MeasureAsync(cancellationToken);
                say("sample", Say($"{air.Temperature.Degrees,6:0.0} °C   {air.Humidity,5:0.0} %"));
            }
            catch (AirException e)
            {
                say("fault", e.Message);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task InputsAsync(GateInputs inputs, CancellationToken cancellationToken)
    {
        say("hint", "Closed when all is well; what is open or changes is told. Where a closed contact is told open, check its wire.");
        await foreach (var change in inputs.ReadAsync(cancellationToken))
        {
            say("input", $"{Word(change.Input)} {(change.Active ? "open" : "closed")}");
        }
    }

    private async Task TurnsAsync(Turnstile turnstile, CancellationToken cancellationToken)
    {
        say("hint", "The turnstile stays locked; turns of its arm are told. An arm that sticks shows only when it is released: check it with 'gatehouse-kiosk selftest' and a person.");
        await foreach (var turn in turnstile.TurnsAsync(cancellationToken))
        {
            say("input", $"turned {PassageWord(turn.Direction)}");
        }
    }

    private async Task ReaderAsync(ReaderWiring wiring, CancellationToken cancellationToken)
    {
        var reader = drivers.Reader(wiring);
        if (wiring is WiegandWiring)
        {
            say("hint", "A Wiegand reader says nothing without a badge: hold one to it. When nothing comes, check its supply, D0, D1 and the ground.");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var discarded = DiscardedAsync(reader, stop.Token);
        try
        {
            await foreach (var reported in reader.ReadAsync(cancellationToken))
            {
                switch (reported)
                {
                    case BadgeRead read:
                        say("badge", $"badge {read.Badge}, {Word(read.Technology)}");
                        break;
                    case ReaderFailed failed:
                        say("fault", failed.Message);
                        break;
                    case ReaderRecovered recovered:
                        say("works", $"no longer {recovered.Fault.ToString().ToLowerInvariant()}");
                        break;
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await discarded.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DiscardedAsync(BadgeReader reader, CancellationToken cancellationToken)
    {
        var before = reader.Discarded;
        while (true)
        {
            await Task.Delay(Pause, time, cancellationToken);
            var now = reader.Discarded;
            foreach (var (reason, count) in now)
            {
                if (count != before.GetValueOrDefault(reason))
                {
                    say("discarded", Say($"discarded for {reason}, {count} so far: {DiscardAdvice.Of(reason)}"));
                }
            }

            before = now;
        }
    }

    private static string Word(CredentialTechnology technology) => technology switch
    {
        CredentialTechnology.UidOnly => "a card's identifier",
        CredentialTechnology.SecureChannel => "secure channel",
        CredentialTechnology.Keyboard => "typed",
        _ => "clear text",
    };

    private static string Word(GateInput input) => input switch
    {
        GateInput.FireLoop => "fire loop",
        GateInput.Housing => "housing",
        GateInput.OtherDoor => "other door",
        GateInput.Mains => "mains contact",
        GateInput.ExitButton => "exit button",
        _ => "turnstile's ready contact",
    };

    private static string PassageWord(Direction direction) => direction == Direction.In ? "in" : "out";
}
