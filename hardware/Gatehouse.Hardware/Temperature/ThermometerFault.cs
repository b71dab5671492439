namespace Gatehouse.Hardware.Temperature;

/// <summary>Why a thermometer gave no sample.</summary>
public enum ThermometerFault
{
    /// <summary>Nothing acknowledged the address.</summary>
    NoAnswer,

    /// <summary>The bus is held down, gone or forbidden, or its driver failed.</summary>
    BusStuck,

    /// <summary>The packet error code did not fit the bytes.</summary>
    BadCheck,

    /// <summary>The instrument set its own error flag.</summary>
    ErrorFlag,

    /// <summary>The word is 0x0000, 0xFFFF or outside what the instrument can measure.</summary>
    OutOfRange,
}
