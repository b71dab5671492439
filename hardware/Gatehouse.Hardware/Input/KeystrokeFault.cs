namespace Gatehouse.Hardware.Input;

/// <summary>Why what was typed is no number.</summary>
public enum KeystrokeFault
{
    /// <summary>The kernel lost events: this program did not read for too long.</summary>
    Dropped,

    /// <summary>It has more than 64 characters.</summary>
    TooLong,

    /// <summary>Enter came without a character before it.</summary>
    Empty,

    /// <summary>A key was pressed that types no character: the reader is set up for another layout or mode.</summary>
    UnknownKey,

    /// <summary>A shift key was still held at its beginning or its end, so that other characters may be meant.</summary>
    StuckShift,

    /// <summary>It did not come to its end, or its beginning was missed.</summary>
    Unfinished,
}
