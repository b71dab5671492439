namespace Gatehouse.Hardware.Tests.Cards;

/// <summary>What must hold for every card reader is tried on each.</summary>
public enum CardReaderKind
{
    Mfrc522,
    Pn532,
}
