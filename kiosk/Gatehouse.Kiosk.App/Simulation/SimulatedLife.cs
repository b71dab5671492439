using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.App.Simulation;

/// <summary>Somebody at a simulated gate whose devices are looked at one by one: holds badges, comes near, opens and closes.</summary>
internal sealed class SimulatedLife(SimulatedGate gate, bool forces, TimeProvider time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(700);

    // Contacts are looked at at rest before somebody works them.
    private const int BeatsAtRest = 3;

    /// <summary>Goes on until cancelled.</summary>
    /// <param name="device">Which device somebody is at.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task LiveAsync(string device, CancellationToken cancellationToken)
    {
        for (var beat = 0; ; beat++)
        {
            await Task.Delay(Beat, time, cancellationToken);
            switch (device)
            {
                case "reader in":
                    await gate.ReaderIn.PresentAsync(gate.ReaderIn.Stranger, cancellationToken);
                    break;
                case "reader out":
                    await gate.ReaderOut.PresentAsync(gate.ReaderOut.Stranger, cancellationToken);
                    break;
                case "thermometer":
                    gate.Thermometer.Target = new Celsius(beat % 4 == 3 ? 22 : 35.2);
                    break;
                case "distance":
                    gate.Distance.Centimetres = (beat % 4) switch { 0 => 180, 1 => 60, 2 => 12, _ => null };
                    break;
                case "inputs" when beat >= BeatsAtRest:
                    Touch(beat - BeatsAtRest);
                    break;
                case "turnstile":
                    await TurnAsync(beat, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Walks through where the arm is released; every now and then forces it where it is not, if asked to.</summary>
    private async Task TurnAsync(int beat, CancellationToken cancellationToken)
    {
        foreach (var direction in new[] { Direction.In, Direction.Out })
        {
            if (gate.Turnstile.IsReleased(direction))
            {
                await gate.Turnstile.PushAsync(direction, cancellationToken);
                return;
            }
        }

        if (forces && beat % 4 == 3)
        {
            gate.Turnstile.Force(Direction.In);
        }
    }

    private void Touch(int beat)
    {
        var active = beat % 2 == 0;
        switch (beat / 2 % 5)
        {
            case 0:
                gate.FireLoopOpen = active;
                break;
            case 1:
                gate.HousingOpen = active;
                break;
            case 2:
                gate.MainsFailed = active;
                break;
            case 3:
                gate.ExitButtonPressed = active;
                break;
            default:
                gate.TurnstileNotReady = active;
                break;
        }
    }
}
