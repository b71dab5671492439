namespace Gatehouse.Hardware.Cards;

/// <summary>What an MFRC522 says it is. Many that are sold are not NXP's; they are used all the same.</summary>
/// <param name="Value">Its version register; neither 0x00 nor 0xFF, which is what a bus without a chip says.</param>
public readonly record struct Mfrc522Version(byte Value)
{
    /// <summary>Whether it has one of the versions of NXP's datasheet.</summary>
    public bool IsGenuine => Value is 0x91 or 0x92;

    /// <summary>The names by which the trade knows these versions.</summary>
    public override string ToString() => Value switch
    {
        0x90 => "MFRC522 version 0.0",
        0x91 => "MFRC522 version 1.0",
        0x92 => "MFRC522 version 2.0",
        0x88 => "FM17522, a clone of the MFRC522",
        0x89 => "FM17522E, a clone of the MFRC522",
        0xB2 => "FM17522 of another series, a clone of the MFRC522",
        0x12 => "counterfeit MFRC522 (0x12)",
        _ => $"unknown kin of the MFRC522 (0x{Value:X2})",
    };
}
