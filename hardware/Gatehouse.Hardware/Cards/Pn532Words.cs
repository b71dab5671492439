namespace Gatehouse.Hardware.Cards;

/// <summary>The commands of a PN532 (user manual UM0701-02, section 7), as far as the driver uses them. An answer bears its command's code and one.</summary>
public static class Pn532Words
{
    /// <summary>GetFirmwareVersion.</summary>
    public const byte Firmware = 0x02;

    /// <summary>SAMConfiguration; the first command after power-up, which ends its low battery mode.</summary>
    public const byte SecurityModule = 0x14;

    /// <summary>RFConfiguration.</summary>
    public const byte RadioConfiguration = 0x32;

    /// <summary>InDataExchange.</summary>
    public const byte Exchange = 0x40;

    /// <summary>InListPassiveTarget.</summary>
    public const byte ListTargets = 0x4A;

    /// <summary>InRelease.</summary>
    public const byte ReleaseTargets = 0x52;

    /// <summary>Of <see cref="SecurityModule"/>: there is no security module.</summary>
    public const byte NoSecurityModule = 0x01;

    /// <summary>Of <see cref="RadioConfiguration"/>: the field, off or on.</summary>
    public const byte Field = 0x01;

    /// <summary>Of <see cref="RadioConfiguration"/>: how often to try, for activation of a card the third byte.</summary>
    public const byte Retries = 0x05;

    /// <summary>Of <see cref="ListTargets"/>: ISO/IEC 14443 type A at 106 kbit/s.</summary>
    public const byte TypeA = 0x00;

    /// <summary>Of <see cref="ReleaseTargets"/>: all.</summary>
    public const byte AllTargets = 0x00;

    /// <summary>In the status of an answer: the error.</summary>
    public const byte ErrorCode = 0x3F;

    /// <summary>In the status of an answer: the card has more to say.</summary>
    public const byte MoreToCome = 0x40;

    /// <summary>The bytes that wake it (section 6.2.3, and what libnfc sends); a command may follow after 2 ms.</summary>
    public static ReadOnlyMemory<byte> WakeUp { get; } = new byte[] { 0x55, 0x55, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
}
