namespace Gatehouse.Hardware.Cards;

/// <summary>A card's answer to an APDU, or why there is none.</summary>
/// <param name="Status">0 when it answered; otherwise the error of UM0701-02, section 7.1.</param>
/// <param name="Data">The answer with its two status bytes; empty when there is none.</param>
public readonly record struct Pn532Answer(byte Status, ReadOnlyMemory<byte> Data)
{
    /// <summary>Whether the card answered. A card that was taken away does not: that is no fault of the reader.</summary>
    public bool Succeeded => Status == 0;

    /// <summary>What the status means.</summary>
    public string Reason => (Status & Pn532Words.ErrorCode) switch
    {
        0x00 when (Status & Pn532Words.MoreToCome) != 0 => "the answer is longer than one frame",
        0x00 => "the card answered",
        0x01 => "the card did not answer in time",
        0x02 => "the card's answer had a wrong CRC",
        0x03 => "the card's answer had a wrong parity",
        0x05 => "the card's answer had a wrong frame",
        0x0B => "the card broke the protocol",
        0x27 => "the card is not selected",
        0x2B => "the card was taken away",
        var other => $"error 0x{other:X2} of the reader",
    };
}
