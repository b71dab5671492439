namespace Gatehouse.Hardware.Gate;

/// <summary>Which way a person goes.</summary>
public enum Direction
{
    /// <summary>Into the site.</summary>
    In,

    /// <summary>Out of the site.</summary>
    Out,
}
