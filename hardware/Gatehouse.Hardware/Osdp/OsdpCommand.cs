namespace Gatehouse.Hardware.Osdp;

/// <summary>A command with its data in the clear. Its text names the command only: the data may be a key.</summary>
public readonly record struct OsdpCommand
{
    private const byte TheOnlyReader = 0;
    private const byte TheOnlyLed = 0;
    private const byte OwnKey = 1;

    private OsdpCommand(OsdpCommandCode code, params ReadOnlySpan<byte> payload)
    {
        Code = code;
        Payload = payload.ToArray();
    }

    /// <summary>What has happened?</summary>
    public static OsdpCommand Poll { get; } = new(OsdpCommandCode.Poll);

    /// <summary>Who are you?</summary>
    public static OsdpCommand Identify { get; } = new(OsdpCommandCode.Identify, 0);

    /// <summary>What can you do?</summary>
    public static OsdpCommand Capabilities { get; } = new(OsdpCommandCode.Capabilities, 0);

    /// <summary>How are your housing and your supply?</summary>
    public static OsdpCommand LocalStatus { get; } = new(OsdpCommandCode.LocalStatus);

    /// <summary>The command.</summary>
    public OsdpCommandCode Code { get; }

    /// <summary>Its data.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Shows two colours in turn until the next, half a second each; one colour when both are the same.</summary>
    public static OsdpCommand Led(OsdpColour first, OsdpColour second)
    {
        const byte endTemporary = 1;
        const byte set = 1;
        const byte tenths = 5;
        return new(
            OsdpCommandCode.Led, TheOnlyReader, TheOnlyLed, endTemporary, 0, 0, 0, 0, 0, 0, set, tenths, tenths, (byte)first, (byte)second);
    }

    /// <summary>Sounds the buzzer.</summary>
    /// <param name="on">Tenths of a second it sounds.</param>
    /// <param name="off">Tenths of a second between two sounds.</param>
    /// <param name="count">How many sounds, at least 1.</param>
    public static OsdpCommand Buzzer(byte on, byte off, byte count)
    {
        const byte defaultTone = 2;
        return new(OsdpCommandCode.Buzzer, TheOnlyReader, defaultTone, on, off, count);
    }

    /// <summary>This is your key from now on.</summary>
    public static OsdpCommand SetKey(OsdpKey key) => new(OsdpCommandCode.SetKey, [OwnKey, OsdpKey.Length, .. key.Bytes]);

    internal static OsdpCommand Challenge(ReadOnlySpan<byte> panelRandom) => new(OsdpCommandCode.Challenge, panelRandom);

    internal static OsdpCommand PanelCryptogram(ReadOnlySpan<byte> cryptogram) => new(OsdpCommandCode.PanelCryptogram, cryptogram);

    /// <inheritdoc/>
    public override string ToString() => Code.ToString();
}
