using Gatehouse.Hardware.Gate;

namespace Gatehouse.Hardware.Simulation;

/// <summary>Which line goes where in a simulated gate; the defaults are those of the wiring sheet.</summary>
public sealed record SimulatedWiring
{
    public int ReleaseIn { get; init; } = 17;

    public int ReleaseOut { get; init; } = 27;

    public int TurnedIn { get; init; } = 5;

    public int TurnedOut { get; init; } = 6;

    public LampLines Lamps { get; init; } = new(Green: 22, Amber: 23, Red: 24);

    public int Buzzer { get; init; } = 25;

    /// <summary>The lines of lamps and buzzer that are on at a low level.</summary>
    public IReadOnlyCollection<int> ActiveLow { get; init; } = [];

    public int FireLoop { get; init; } = 12;

    public int Housing { get; init; } = 13;

    public int Mains { get; init; } = 18;

    public int ExitButton { get; init; } = 19;

    public int Ready { get; init; } = 4;

    public int OtherDoor { get; init; } = 15;

    public int InData0 { get; init; } = 20;

    public int InData1 { get; init; } = 21;

    public int OutData0 { get; init; } = 16;

    public int OutData1 { get; init; } = 26;
}
