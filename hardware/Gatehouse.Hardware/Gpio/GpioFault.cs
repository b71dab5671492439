namespace Gatehouse.Hardware.Gpio;

/// <summary>Why a GPIO chip or a line of it cannot be used.</summary>
public enum GpioFault
{
    /// <summary>The machine has no GPIO chip.</summary>
    NoChip,

    /// <summary>No chip bears the label, or more than one does.</summary>
    NoSuchChip,

    /// <summary>The file is there but is no GPIO chip.</summary>
    NotAChip,

    /// <summary>The user may not open the chip.</summary>
    PermissionDenied,

    /// <summary>The chip has no line of this number.</summary>
    NoSuchLine,

    /// <summary>Another program, or a driver of the kernel, holds the line.</summary>
    LineInUse,

    /// <summary>The kernel refused what was asked of the line.</summary>
    Refused,

    /// <summary>The chip was there and is not any more.</summary>
    ChipGone,
}
