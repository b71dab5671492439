namespace Gatehouse.Hardware.Simulation;

/// <summary>The levels of all lines of a chip around one change, one bit a line. Lines written together change together.</summary>
public sealed class LevelsChangedEventArgs(ulong before, ulong after) : EventArgs
{
    public bool IsHigh(int line) => (after >> line & 1) != 0;

    public bool Concerns(int line) => ((before ^ after) >> line & 1) != 0;

    public bool Rose(int line) => Concerns(line) && IsHigh(line);

    public bool Fell(int line) => Concerns(line) && !IsHigh(line);
}
