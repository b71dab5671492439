using System.Buffers.Binary;
using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Gpio;
using Gatehouse.Hardware.Input;
using Gatehouse.Hardware.Serial;
using Gatehouse.Hardware.Simulation;
using Gatehouse.Hardware.Simulation.Cards;
using Gatehouse.Hardware.Simulation.Input;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.App.Devices;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Wiring;

namespace Gatehouse.Kiosk.App.Simulation;

/// <summary>A simulated gate's buses and lines, with the simulated device at each that the configuration names.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "What was made is owned until this is disposed.")]
internal sealed class SimulatedBuses : GateBuses
{
    // Whoever names one has another program at its far end, as 'simulated-line' is.
    private const string PseudoTerminals = "/dev/pts/";

    // Not on any header: where a line is not wired, the simulated gate still needs one.
    private const int FirstSpareLine = 40;

    private readonly WiringPlan _plan;
    private readonly TimeProvider _time;
    private readonly int _seed;
    private readonly long _began;
    private readonly Stack<IDisposable> _owned = new();

    private SimulatedBuses(WiringPlan plan, TimeProvider time, int seed, IReadOnlyList<string> faults)
    {
        _plan = plan;
        _time = time;
        _began = time.GetTimestamp();
        _seed = seed;
        Gate = Own(new SimulatedGate(time, seed, Wiring(plan)));
        Gpio = Own(new GpioController(Gate.Chip));
        Faults = new SimulatedFaults(faults);
        Know(plan);
        Faults.Expect();
        Faults.Add<Mlx90614Fault>("thermometer", fault => Gate.Thermometer.Fault = fault);
        Faults.Add<ArmBehaviour>("arm", behaviour => Gate.Turnstile.Behaviour = behaviour);
        Faults.Add<ContactFault>("inputs", Open);
    }

    /// <summary>The buses of a kiosk's gate; the same kiosk has the same devices at each start.</summary>
    /// <param name="configuration">The kiosk.</param>
    /// <param name="time">The real time.</param>
    /// <param name="speed">How many times faster the devices' time runs.</param>
    /// <param name="faults">What is wrong with them once they are looked at, each a device and a fault with a colon between.</param>
    public static SimulatedBuses Of(KioskConfiguration configuration, TimeProvider time, double speed, IReadOnlyList<string> faults)
    {
        var seed = BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(configuration.Kiosk.ToString())));
        return new SimulatedBuses(configuration.Devices, speed > 1 ? new AcceleratedTime(time, speed) : time, seed, faults);
    }

    /// <summary>The gate, with a person's view of it.</summary>
    public SimulatedGate Gate { get; }

    /// <summary>By device what can be wrong with it.</summary>
    public SimulatedFaults Faults { get; }

    public override TimeProvider Time => _time;

    public override TimeSpan UnderPower => _time.GetElapsedTime(_began);

    public override GpioController Gpio { get; }

    public override long LostEdges => Gate.Chip.Lost;

    public override GpioController Relays(TurnstileWiring wiring) => Gpio;

    public override LineEdges Edges(PinEventTypes edges, PinMode bias, params IReadOnlyList<int> lines)
    {
        if (_plan.Distance is HcSr04Wiring echo && lines.Contains(echo.Echo))
        {
            var answers = Own(new SimulatedLineEdges(_time, edges));
            var sensor = Own(new SimulatedHcSr04(Gate.Chip, answers, echo.Trigger, echo.Echo, _time));
            See(centimetres => sensor.Centimetres = centimetres);
            Faults.Add<HcSr04Fault>("distance", fault => sensor.Fault = fault);
            return answers;
        }

        var (name, sender, told) = lines.Contains(Gate.Wiring.InData0)
            ? (WiringSheet.ReaderIn, Gate.WiegandIn, Gate.EdgesIn)
            : (WiringSheet.ReaderOut, Gate.WiegandOut, Gate.EdgesOut);
        Faults.Add<SimulatedWiegandFault>(name, fault => sender.Fault = fault);
        return told;
    }

    public override I2cDevice Thermometer(ThermometerWiring wiring) => Gate.Thermometer;

    [SuppressMessage("Reliability", "CA2000", Justification = "The sensor's driver takes the device over.")]
    public override I2cDevice Air(AirWiring wiring)
    {
        var sensor = new SimulatedSht3x(_time);
        Faults.Add<Sht3xFault>("air", fault => sensor.Fault = fault);
        return sensor;
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The reader's driver takes the device over.")]
    public override SpiDevice Spi(Mfrc522Wiring wiring)
    {
        var field = new SimulatedCardField(_time);
        var chip = new SimulatedMfrc522(field, _time);
        Stand<Mfrc522Fault>(wiring, new CardHeldToReader(field, _time), fault => chip.Fault = fault);
        return chip;
    }

    public override SerialLine Serial(string port, int baudRate)
    {
        if (IsPlayedByAnother(port))
        {
            return new KernelSerialLine(port, baudRate);
        }

        var line = new SimulatedSerialLine(_time, baudRate, port);
        foreach (var reader in _plan.Readers)
        {
            switch (reader)
            {
                case Pn532Wiring card when card.Port == port:
                    var field = new SimulatedCardField(_time);
                    var chip = Own(new SimulatedPn532(line, field, _time));
                    Stand<Pn532Fault>(reader, new CardHeldToReader(field, _time), fault => chip.Inflict(fault));
                    return line;
                case OsdpWiring osdp when osdp.Port == port:
                    // Without a key it is a new reader, which has the one that everybody knows.
                    var key = osdp.KeyFile is { } file && File.Exists(file) ? OsdpKeyFile.Read(file, osdp.Direction) : null;
                    var device = Own(new SimulatedOsdpReader(line, (byte)osdp.Address, key, _time, _seed));
                    Stand<SimulatedOsdpFault>(reader, new CardSentByOsdp(device), fault => device.Fault = fault);
                    return line;
            }
        }

        var luna = Own(new SimulatedTfLuna(line, _time));
        See(centimetres => luna.Centimetres = centimetres);
        Faults.Add<TfLunaFault>("distance", fault => luna.Fault = fault);
        return line;
    }

    public override InputDevice Keyboard(KeyboardWiring wiring)
    {
        var keyboard = new SimulatedKeyboard(_time);
        Stand<PlugFault>(wiring, new NumberTyped(keyboard), fault => (keyboard.Unplugged, keyboard.Denied) = (fault == PlugFault.Unplugged, fault == PlugFault.Denied));
        return keyboard;
    }

    /// <summary>A black body of the emissivity of skin stands before the thermometer and is at rest at once.</summary>
    public override Task SetReferenceAsync(Celsius celsius, CancellationToken cancellationToken)
    {
        Gate.Thermometer.Target = celsius;
        return Task.CompletedTask;
    }

    public override Task LiveAsync(string device, bool forces, CancellationToken cancellationToken) =>
        new SimulatedLife(Gate, forces, _time).LiveAsync(device, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        while (_owned.TryPop(out var device))
        {
            device.Dispose();
        }

        (_time as AcceleratedTime)?.Dispose();

        base.Dispose(disposing);
    }

    private static bool IsPlayedByAnother(string port) => port.StartsWith(PseudoTerminals, StringComparison.Ordinal);

    /// <summary>The configuration's lines as the simulated gate is wired to them.</summary>
    private static SimulatedWiring Wiring(WiringPlan plan)
    {
        var spare = FirstSpareLine;
        var into = plan.Readers.OfType<WiegandWiring>().FirstOrDefault(reader => reader.Direction == Direction.In);
        var outOf = plan.Readers.OfType<WiegandWiring>().FirstOrDefault(reader => reader.Direction == Direction.Out);
        return new SimulatedWiring
        {
            ReleaseIn = plan.Turnstile.ReleaseIn ?? spare++,
            ReleaseOut = plan.Turnstile.ReleaseOut ?? spare++,
            TurnedIn = plan.Turnstile.TurnedIn ?? spare++,
            TurnedOut = plan.Turnstile.TurnedOut ?? spare++,
            Lamps = new LampLines(plan.Light.Green, plan.Light.Amber, plan.Light.Red),
            Buzzer = plan.Buzzer.Line,
            ActiveLow = plan.ActiveLow,
            FireLoop = plan.Inputs.FireLoop,
            Housing = plan.Inputs.Housing,
            Mains = plan.Inputs.Mains ?? spare++,
            ExitButton = plan.Inputs.ExitButton ?? spare++,
            Ready = plan.Inputs.Ready ?? spare++,
            OtherDoor = plan.Inputs.OtherDoor ?? spare++,
            InData0 = into?.Data0 ?? spare++,
            InData1 = into?.Data1 ?? spare++,
            OutData0 = outOf?.Data0 ?? spare++,
            OutData1 = outOf?.Data1 ?? spare,
        };
    }

    private void Know(WiringPlan plan)
    {
        Faults.Know<Mlx90614Fault>("thermometer");
        Faults.Know<ArmBehaviour>("arm");
        foreach (var reader in plan.Readers)
        {
            var name = WiringSheet.Name(reader);
            switch (reader)
            {
                case WiegandWiring: Faults.Know<SimulatedWiegandFault>(name); break;
                case Mfrc522Wiring: Faults.Know<Mfrc522Fault>(name); break;
                case Pn532Wiring card when !IsPlayedByAnother(card.Port): Faults.Know<Pn532Fault>(name); break;
                case OsdpWiring osdp when !IsPlayedByAnother(osdp.Port): Faults.Know<SimulatedOsdpFault>(name); break;
                case KeyboardWiring: Faults.Know<PlugFault>(name); break;
            }
        }

        switch (plan.Distance)
        {
            case HcSr04Wiring: Faults.Know<HcSr04Fault>("distance"); break;
            case TfLunaWiring luna when !IsPlayedByAnother(luna.Port): Faults.Know<TfLunaFault>("distance"); break;
        }

        if (plan.Air is not null)
        {
            Faults.Know<Sht3xFault>("air");
        }

        Faults.Know<ContactFault>("inputs");
    }

    /// <summary>Opens one of the contacts and closes the others, or sees to it that none opens.</summary>
    private void Open(ContactFault contact)
    {
        Gate.ContactsBridged = contact == ContactFault.Bridged;
        Gate.FireLoopOpen = contact == ContactFault.FireLoopOpen;
        Gate.HousingOpen = contact == ContactFault.HousingOpen;
        Gate.MainsFailed = contact == ContactFault.MainsFailed;
        Gate.ExitButtonPressed = contact == ContactFault.ExitButtonPressed;
        Gate.TurnstileNotReady = contact == ContactFault.TurnstileNotReady;
    }

    private void Stand<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TFault>(
        ReaderWiring wiring, SimulatedReader reader, Action<TFault> inflict)
        where TFault : struct, Enum
    {
        if (wiring.Direction == Direction.In)
        {
            Gate.ReaderIn = reader;
        }
        else
        {
            Gate.ReaderOut = reader;
        }

        Faults.Add(WiringSheet.Name(wiring), inflict);
    }

    private void See(Action<double?> sensor)
    {
        sensor(Gate.Distance.Centimetres);
        Gate.Distance.Moved += (_, _) => sensor(Gate.Distance.Centimetres);
    }

    private T Own<T>(T device)
        where T : IDisposable
    {
        _owned.Push(device);
        return device;
    }

    /// <summary>What the contacts may say; a cut wire says the same.</summary>
    private enum ContactFault
    {
        None,
        FireLoopOpen,
        HousingOpen,
        MainsFailed,
        ExitButtonPressed,
        TurnstileNotReady,
        Bridged,
    }

    /// <summary>What can be wrong with a plug.</summary>
    private enum PlugFault
    {
        None,
        Unplugged,
        Denied,
    }
}
