using Gatehouse.Contract;

namespace Gatehouse.Kiosk.Replay;

/// <summary>How well the conditions at a gate's thermometer were known from a record on, until the next of these.</summary>
/// <param name="Epoch">The record's epoch.</param>
/// <param name="Sequence">Its number.</param>
/// <param name="Conditions">The conditions.</param>
public sealed record KnownConditions(string Epoch, long Sequence, MeasuringConditions Conditions)
{
    /// <summary>Whether they hold for a record, if no later ones do.</summary>
    public bool IsBefore(string epoch, long sequence) =>
        string.CompareOrdinal(Epoch, epoch) is var order && (order < 0 || (order == 0 && Sequence <= sequence));
}
