using System.Device.Gpio;
using System.Diagnostics.CodeAnalysis;
using Gatehouse.Hardware.Air;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Cards;
using Gatehouse.Hardware.Distance;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Input;
using Gatehouse.Hardware.Osdp;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Configuration;
using Gatehouse.Kiosk.Lane;

namespace Gatehouse.Kiosk.App.Devices;

/// <summary>Opens the drivers of one gate above its buses, wired as the configuration says.</summary>
/// <param name="buses">What they are wired to; whoever made them disposes of them.</param>
[SuppressMessage("Reliability", "CA2000", Justification = "What was opened is owned until this is disposed.")]
internal sealed class GateDevices(GateBuses buses) : IDisposable
{
    public const int TfLunaBaudRate = 115_200;
    public const int Pn532BaudRate = 115_200;

    private readonly Stack<IDisposable> _owned = new();

    /// <summary>Opens every device, and none if one cannot be.</summary>
    public LaneDevices Open(WiringPlan plan)
    {
        var thermometer = Thermometer(plan.Thermometer);
        return new LaneDevices(
            [.. plan.Readers.Select(reader => new LaneReader(reader.Direction, Reader(reader)))],
            thermometer,
            Turnstile(plan.Turnstile),
            Light(plan.Light),
            Buzzer(plan.Buzzer),
            Inputs(plan.Inputs),
            plan.Distance is { } distance ? Distance(distance) : null)
        {
            Air = plan.Air is { } air ? Air(air) : null,
            LostEdges = () => buses.LostEdges,
        };
    }

    /// <summary>Opens the thermometer.</summary>
    public Thermometer Thermometer(ThermometerWiring wiring) =>
        Own(new Mlx90614(buses.Thermometer(wiring), new Mlx90614Options { Settling = wiring.Settling }, buses.Time));

    /// <summary>Opens the air sensor.</summary>
    public AirSensor Air(AirWiring wiring) => Own(new Sht3x(buses.Air(wiring), buses.Time));

    /// <summary>Opens the light, dark.</summary>
    public SignalLight Light(LightWiring wiring) => Own(new LineSignalLight(buses.Gpio, new LampLines(wiring.Green, wiring.Amber, wiring.Red)));

    /// <summary>Opens the buzzer, silent.</summary>
    public Buzzer Buzzer(BuzzerWiring wiring) => Own(new LineBuzzer(buses.Gpio, wiring.Line, buses.Time));

    /// <summary>Opens the contacts.</summary>
    public GateInputs Inputs(InputWiring wiring) => new ContactGateInputs(
        buses.Gpio, new ContactLines(wiring.FireLoop, wiring.Housing, wiring.Mains, wiring.ExitButton, wiring.Ready, wiring.OtherDoor), buses.Time);

    /// <summary>Opens the turnstile, locked.</summary>
    public Turnstile Turnstile(TurnstileWiring wiring) => Own(new RelayTurnstile(
        buses.Relays(wiring),
        buses.Gpio,
        new RelayTurnstileOptions
        {
            ReleaseIn = wiring.ReleaseIn,
            ReleaseOut = wiring.ReleaseOut,
            TurnedIn = wiring.TurnedIn,
            TurnedOut = wiring.TurnedOut,
            Mode = wiring.Mode,
            Pulse = wiring.Pulse,
            Hold = wiring.Hold,
        },
        buses.Time));

    /// <summary>Opens a reader; one that is not there is reported by it and not here.</summary>
    public BadgeReader Reader(ReaderWiring reader) => reader switch
    {
        WiegandWiring wiegand => new WiegandBadgeReader(
            Own(buses.Edges(PinEventTypes.Falling, PinMode.InputPullUp, wiegand.Data0, wiegand.Data1)),
            new WiegandOptions { Data0 = wiegand.Data0, Data1 = wiegand.Data1, Formats = wiegand.Formats },
            buses.Time),
        KeyboardWiring keyboard => new KeyboardBadgeReader(
            buses.Keyboard(keyboard), new KeystrokeOptions { EndsBySilence = keyboard.EndsBySilence }, buses.Time),
        Mfrc522Wiring card => new Mfrc522BadgeReader(Own(new Mfrc522(buses.Spi(card), buses.Time)), buses.Time),
        Pn532Wiring card => new Pn532BadgeReader(Own(new Pn532(buses.Serial(card.Port, Pn532BaudRate), buses.Time)), buses.Time),
        OsdpWiring osdp => new OsdpBadgeReader(
            buses.Serial(osdp.Port, osdp.BaudRate),
            new OsdpOptions
            {
                Address = (byte)osdp.Address,
                Key = osdp.KeyFile is { } file ? OsdpKeyFile.Read(file, osdp.Direction) : null,
                Formats = osdp.Formats,
            },
            buses.Time),
        _ => throw new InvalidOperationException($"There is no driver for {reader}."),
    };

    /// <summary>Opens a distance sensor.</summary>
    public DistanceSensor Distance(DistanceWiring distance) => distance switch
    {
        HcSr04Wiring echo => Own(new HcSr04(
            buses.Gpio,
            Own(buses.Edges(PinEventTypes.Rising | PinEventTypes.Falling, PinMode.InputPullDown, echo.Echo)),
            new HcSr04Options { Trigger = echo.Trigger, Echo = echo.Echo },
            buses.Time)),
        TfLunaWiring luna => Own(new TfLuna(buses.Serial(luna.Port, TfLunaBaudRate), buses.Time)),
        _ => throw new InvalidOperationException($"There is no driver for {distance}."),
    };

    /// <summary>Closes every device that was opened, the last one first.</summary>
    public void Dispose()
    {
        while (_owned.TryPop(out var device))
        {
            device.Dispose();
        }
    }

    private T Own<T>(T device)
        where T : IDisposable
    {
        _owned.Push(device);
        return device;
    }
}
