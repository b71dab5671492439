using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Temperature;
using Gatehouse.Kiosk.Calibration;

namespace Gatehouse.Kiosk.Configuration;

/// <summary>Which devices are wired where; lines are numbers on the GPIO chip.</summary>
/// <param name="Chip">The GPIO chip's label, such as <c>pinctrl-rp1</c>; null to look for the Raspberry Pi's.</param>
/// <param name="Thermometer">The thermometer.</param>
/// <param name="Readers">The badge readers.</param>
/// <param name="Turnstile">The turnstile.</param>
/// <param name="Light">The light.</param>
/// <param name="Buzzer">The buzzer.</param>
/// <param name="Inputs">The contacts.</param>
/// <param name="Distance">The distance sensor; null where none is fitted.</param>
/// <param name="Air">The air sensor; null where none is fitted.</param>
public sealed record WiringPlan(
    string? Chip,
    ThermometerWiring Thermometer,
    IReadOnlyList<ReaderWiring> Readers,
    TurnstileWiring Turnstile,
    LightWiring Light,
    BuzzerWiring Buzzer,
    InputWiring Inputs,
    DistanceWiring? Distance,
    AirWiring? Air)
{
    /// <summary>The lines that are on at a low level.</summary>
    public IReadOnlyCollection<int> ActiveLow =>
        [.. Light.ActiveLow ? [Light.Green, Light.Amber, Light.Red] : Array.Empty<int>(), .. Buzzer.ActiveLow ? [Buzzer.Line] : Array.Empty<int>()];
}

/// <summary>An MLX90614 on an I²C bus.</summary>
/// <param name="Variant">Which of its variants it is, by which its noise and accuracy are known.</param>
/// <param name="Bus">The bus: 1 is <c>/dev/i2c-1</c>.</param>
/// <param name="Address">The 7-bit address, 0x5A from the factory.</param>
/// <param name="Settling">How long its bus stays quiet before a sample.</param>
/// <param name="Target">What it sees while nobody stands before it; null where that is not known.</param>
public readonly record struct ThermometerWiring(Mlx90614Variant Variant, int Bus, int Address, TimeSpan Settling, ReferenceTarget? Target = null);

/// <summary>A turnstile with a relay and a feedback contact for each way.</summary>
/// <param name="ReleaseIn">The relay's line for entering; null when the turnstile only lets out.</param>
/// <param name="ReleaseOut">The relay's line for leaving; null when the turnstile only lets in.</param>
/// <param name="TurnedIn">The contact's line for entering.</param>
/// <param name="TurnedOut">The contact's line for leaving.</param>
/// <param name="Mode">Whether it is told by a pulse or by a level.</param>
/// <param name="Pulse">How long the relay is energised by a pulse.</param>
/// <param name="Hold">How long it is held for somebody who does not come.</param>
public readonly record struct TurnstileWiring(
    int? ReleaseIn, int? ReleaseOut, int? TurnedIn, int? TurnedOut, ReleaseMode Mode, TimeSpan Pulse, TimeSpan Hold);

/// <summary>A light of three colours.</summary>
/// <param name="Green">The line of green.</param>
/// <param name="Amber">The line of amber.</param>
/// <param name="Red">The line of red.</param>
/// <param name="ActiveLow">Whether a lamp is lit by a low level.</param>
public readonly record struct LightWiring(int Green, int Amber, int Red, bool ActiveLow = false);

/// <summary>An active buzzer.</summary>
/// <param name="Line">Its line.</param>
/// <param name="ActiveLow">Whether it sounds at a low level.</param>
public readonly record struct BuzzerWiring(int Line, bool ActiveLow = false);

/// <summary>The contacts that are only observed.</summary>
/// <param name="FireLoop">The line of the fire loop.</param>
/// <param name="Housing">The line of the housing contact.</param>
/// <param name="Mains">The line of the supply's mains contact; null where none is wired.</param>
/// <param name="ExitButton">The line of the exit button; null where none is wired.</param>
/// <param name="Ready">The line of the turnstile's ready contact; null where none is wired.</param>
/// <param name="OtherDoor">The line of the other door of an interlock: while it is open nobody is let in. Null where there is none.</param>
public readonly record struct InputWiring(int FireLoop, int Housing, int? Mains, int? ExitButton, int? Ready, int? OtherDoor = null);
