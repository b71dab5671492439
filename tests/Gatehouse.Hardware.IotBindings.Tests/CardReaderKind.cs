namespace Gatehouse.Hardware.IotBindings.Tests;

public enum CardReaderKind
{
    Mfrc522,
    Pn532,
}
