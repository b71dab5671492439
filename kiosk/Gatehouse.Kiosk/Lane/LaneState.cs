namespace Gatehouse.Kiosk.Lane;

/// <summary>What the entrance of a lane is doing.</summary>
public enum LaneState
{
    /// <summary>Waiting for a badge.</summary>
    Ready,

    /// <summary>Waiting for a face, or measuring it.</summary>
    Looking,

    /// <summary>Asking a person back into position for a remeasurement.</summary>
    Again,

    /// <summary>Waiting until the grant is durable, with the arm still locked.</summary>
    Recording,

    /// <summary>Released, waiting for the arm to turn.</summary>
    Open,

    /// <summary>Showing a refusal.</summary>
    Refusing,
}
