using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Hardware.Osdp;

/// <summary>The colours of a reader's LED that the kiosk uses.</summary>
[SuppressMessage("Design", "CA1028", Justification = "It is a byte on the wire.")]
public enum OsdpColour : byte
{
    /// <summary>Dark.</summary>
    Black = 0,

    /// <summary>Red.</summary>
    Red = 1,

    /// <summary>Green.</summary>
    Green = 2,

    /// <summary>Amber.</summary>
    Amber = 3,
}
