namespace Gatehouse.Hardware.Badges;

/// <summary>Why a Wiegand frame is not sound.</summary>
public enum WiegandFault
{
    /// <summary>It has another number of bits than the format.</summary>
    Length,

    /// <summary>A parity bit does not fit.</summary>
    Parity,

    /// <summary>Two bits were nearer than 150 µs or farther apart than 25 ms.</summary>
    Interval,

    /// <summary>Both lines fell within 20 µs and so were low at once: a short circuit, or two readers on one pair.</summary>
    BothLow,

    /// <summary>The stream of edges has a gap.</summary>
    LostEdges,

    /// <summary>No quiet was seen before its first bit: it was under way when the lines were taken, or is the rest of a frame that was told late.</summary>
    NoBeginning,
}
