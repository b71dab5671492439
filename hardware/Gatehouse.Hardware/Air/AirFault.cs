namespace Gatehouse.Hardware.Air;

/// <summary>Why an air sensor gave no sample.</summary>
public enum AirFault
{
    /// <summary>Nothing acknowledged the address, or the measurement was never ready.</summary>
    NoAnswer,

    /// <summary>The bus is held down, gone or forbidden, or its driver failed.</summary>
    BusStuck,

    /// <summary>A check byte did not fit its word, or the words are outside what the instrument can measure.</summary>
    Unsound,
}
