using Gatehouse.Hardware.Air;
using Gatehouse.Hardware.Badges;
using Gatehouse.Hardware.Gate;
using Gatehouse.Hardware.Temperature;

namespace Gatehouse.Kiosk.Lane;

/// <summary>The devices of one lane; only the composition knows which are real.</summary>
/// <param name="Readers">The readers, each on its side.</param>
/// <param name="Thermometer">The thermometer.</param>
/// <param name="Turnstile">The turnstile.</param>
/// <param name="Light">The light.</param>
/// <param name="Buzzer">The buzzer.</param>
/// <param name="Inputs">Fire loop and housing.</param>
/// <param name="Distance">The distance sensor; null where none is fitted, and people are told to step close.</param>
public sealed record LaneDevices(
    IReadOnlyList<LaneReader> Readers,
    Thermometer Thermometer,
    Turnstile Turnstile,
    SignalLight Light,
    Buzzer Buzzer,
    GateInputs Inputs,
    DistanceSensor? Distance)
{
    /// <summary>The air sensor; null where none is fitted.</summary>
    public AirSensor? Air { get; init; }

    /// <summary>How many changes of the contacts' lines were lost since the start; none where nothing counts them.</summary>
    public Func<long> LostEdges { get; init; } = () => 0;
}

/// <summary>A reader on one side of the lane.</summary>
/// <param name="Direction">Which way people go who use it.</param>
/// <param name="Reader">The reader.</param>
public readonly record struct LaneReader(Direction Direction, BadgeReader Reader);
