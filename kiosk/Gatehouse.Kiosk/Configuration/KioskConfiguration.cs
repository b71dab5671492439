using Gatehouse.Contract;
using Gatehouse.Hardware.Gate;
using Gatehouse.Kiosk.Lane;
using Gatehouse.Kiosk.Sync;

namespace Gatehouse.Kiosk.Configuration;

/// <summary>What one kiosk is made of and where it keeps its state.</summary>
/// <param name="Kiosk">The kiosk's name.</param>
/// <param name="State">The folder of its journal and documents.</param>
/// <param name="Credential">The file from the host; null while the kiosk works alone.</param>
/// <param name="Devices">Which devices are wired where.</param>
/// <param name="Times">The lane's deadlines.</param>
/// <param name="Sync">How records are forwarded.</param>
public sealed record KioskConfiguration(KioskId Kiosk, string State, string? Credential, WiringPlan Devices, LaneTimes Times, SyncOptions Sync);

/// <summary>Which devices are wired where; lines are numbers on the GPIO chip.</summary>
/// <param name="Chip">The GPIO chip's label, such as <c>pinctrl-rp1</c>; null to look for the Raspberry Pi's.</param>
/// <param name="Thermometer">The thermometer.</param>
/// <param name="Readers">The badge readers.</param>
/// <param name="Turnstile">The turnstile.</param>
/// <param name="Light">The light.</param>
/// <param name="Buzzer">The buzzer's line.</param>
/// <param name="Inputs">The contacts.</param>
public sealed record WiringPlan(
    string? Chip,
    ThermometerWiring Thermometer,
    IReadOnlyList<ReaderWiring> Readers,
    TurnstileWiring Turnstile,
    LightWiring Light,
    int Buzzer,
    InputWiring Inputs);

/// <summary>An MLX90614 on an I²C bus.</summary>
/// <param name="Bus">The bus: 1 is <c>/dev/i2c-1</c>.</param>
/// <param name="Address">The 7-bit address, 0x5A from the factory.</param>
/// <param name="Settling">How long its bus stays quiet before a sample.</param>
public readonly record struct ThermometerWiring(int Bus, int Address, TimeSpan Settling);

/// <summary>A Wiegand reader.</summary>
/// <param name="Direction">Which way people go who use it.</param>
/// <param name="Data0">The line of the zeros.</param>
/// <param name="Data1">The line of the ones.</param>
public readonly record struct ReaderWiring(Direction Direction, int Data0, int Data1);

/// <summary>A turnstile with a relay and a feedback contact for each way.</summary>
/// <param name="ReleaseIn">The relay's line for entering; null when the turnstile only lets out.</param>
/// <param name="ReleaseOut">The relay's line for leaving; null when the turnstile only lets in.</param>
/// <param name="TurnedIn">The contact's line for entering.</param>
/// <param name="TurnedOut">The contact's line for leaving.</param>
/// <param name="Pulse">How long the relay is energised.</param>
public readonly record struct TurnstileWiring(int? ReleaseIn, int? ReleaseOut, int? TurnedIn, int? TurnedOut, TimeSpan Pulse);

/// <summary>A light of three colours.</summary>
/// <param name="Green">The line of green.</param>
/// <param name="Amber">The line of amber.</param>
/// <param name="Red">The line of red.</param>
public readonly record struct LightWiring(int Green, int Amber, int Red);

/// <summary>The contacts that are only observed.</summary>
/// <param name="FireLoop">The line of the fire loop.</param>
/// <param name="Housing">The line of the housing contact.</param>
public readonly record struct InputWiring(int FireLoop, int Housing);
